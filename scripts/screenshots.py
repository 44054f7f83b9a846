"""Takes the pictures in the README from the built site, as a desktop shows them."""

from __future__ import annotations

from pathlib import Path

from bench_page import served

_PLAYBOOK = "playbooks/payment-flow-stopped.html"
_PICTURES = Path("docs/assets")
_NOW = "2026-11-23T17:10:00Z"


def main() -> None:
    """Write both pictures and name them."""
    with served(Path("site")) as (browser, top):
        page = browser.new_page(viewport={"width": 1440, "height": 1250}, color_scheme="light")
        page.clock.set_system_time(_NOW)
        page.goto(f"{top}/{_PLAYBOOK}")
        page.wait_for_load_state("networkidle")
        page.screenshot(path=_PICTURES / "playbook.png")
        page.get_by_role("button", name="Start response").click()
        dialog = page.get_by_role("dialog")
        for label, text in {
            "What is broken": "Orders are not charged since 16:31",
            "Your name": "Mara",
            "Incident lead": "Tomas",
            "Technical resolver": "Mara",
        }.items():
            dialog.get_by_label(label).fill(text)
        dialog.get_by_role("button", name="Start response").click()
        page.locator("[data-desk=clocks]").get_by_role("button", name="Called").first.click()
        page.get_by_role("dialog").get_by_role("button").first.click()
        for answer in ("Yes", "No, all three say so", "Checks and no runs"):
            page.locator("[data-desk=guide]").get_by_role("button", name=answer, exact=True).click()
        page.set_viewport_size({"width": 1440, "height": 1000})
        page.locator("#response").evaluate("desk => desk.scrollIntoView()")
        page.screenshot(path=_PICTURES / "response.png")
    print(*(_PICTURES / name for name in ("playbook.png", "response.png")), sep="\n")


if __name__ == "__main__":
    main()
