// Asks the finder of a built site: `node ask.js FOLDER` reads queries as JSON from its input, and writes for each the
// addresses found, best first. Loads what the finder would load, so that it also finds no more than that.
import { readFileSync } from 'node:fs';
import MiniSearch from '../../overrides/assets/vendor/minisearch/minisearch.min.js';
import { Index } from '../../overrides/components/finder/index.js';

const [, , folder] = process.argv;
const held = {};
const load = (name) => {
  new Function('window', readFileSync(`${folder}/${name}.js`, 'utf8'))(held);
  return held.breakglassFinder[name];
};
const head = load('index');
const answers = JSON.parse(readFileSync(0, 'utf8')).map((query) => {
  const index = new Index(head, MiniSearch);
  index.needed(query).forEach((number) => index.add(number, load(`terms-${number}`)));
  if (index.isLost(query)) index.missing().forEach((number) => index.add(number, load(`terms-${number}`)));
  return index.search(query).hits.map(({ entry }) => entry.url);
});
process.stdout.write(JSON.stringify(answers));
