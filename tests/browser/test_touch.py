"""On a phone everything that is pressed in the frame and in lists is as large as a thumb."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("touch")]

SMALL = """() => {
  // Pressed at its middle, a thumb of 44 pixels must hit it: also where a pseudo-element makes it larger than it looks.
  const found = [];
  for (const one of document.querySelectorAll('button, summary, a[href], input, select')) {
    const style = getComputedStyle(one);
    const box = one.getBoundingClientRect();
    if (box.width < 3 || one.closest('svg') || !one.checkVisibility({ visibilityProperty: true })) continue;
    // Links within a sentence are as high as their line (WCAG 2.5.8 excepts them).
    if (one.matches('a') && (style.display === 'inline' || one.classList.contains('headerlink'))) continue;
    const around = getComputedStyle(one, '::before');
    const more = around.position === 'absolute' ? parseFloat(around.height) : 0;
    const label = one.closest('label')?.getBoundingClientRect().height ?? 0;
    if (Math.max(box.height, more, label) < 43.5) {
      found.push(`${one.className || one.tagName} ${Math.round(box.width)}x${Math.round(box.height)}`);
    }
  }
  return [...new Set(found)];
}"""
PAGES = [
    *("index", "playbooks/index", "playbooks/payment-flow-stopped", "signals/payment-run-gap", "roles/incident-lead"),
    *("escalations/payments", "messages/customer-delay", "incidents/index", "govern/dashboard", "govern/coverage"),
    "offline",
]


@pytest.mark.parametrize("name", PAGES)
def test_what_is_pressed_takes_a_thumb(browser: Browser, address: str, name: str) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True)
    page = context.new_page()
    page.goto(f"{address}/{name}.html")
    page.locator("[data-menu] summary").click()
    found = page.evaluate(SMALL)
    context.close()
    assert found == []
