// Findings on the desk: "show" selects the words; on the story's form, "change it" changes them there instead of saving,
// and decisions are sent from where they are, so that nothing typed is lost. Without it every button still works.

const BLOCKS = "p, li, blockquote";
const form = document.getElementById("story_form");

const escaped = (words) => words.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

// The words, and not where they are a part of longer ones.
const sought = (words) => {
  const letter = "[\\p{L}\\p{N}_]";
  const [before, after] = [new RegExp(`^${letter}`, "u"), new RegExp(`${letter}$`, "u")];
  return new RegExp(
    (before.test(words) ? `(?<!${letter})` : "") + escaped(words) + (after.test(words) ? `(?!${letter})` : ""),
    "gu",
  );
};

// A field of the form: its words, and how to select a part of them.
const ofField = (field) => ({
  text: field.value,
  select(begin, end) {
    field.focus();
    field.setSelectionRange(begin, end);
    field.scrollIntoView({ block: "center" });
  },
  type(words) {
    if (document.execCommand(words ? "insertText" : "delete", false, words)) return;
    field.setRangeText(words);
    field.dispatchEvent(new Event("input", { bubbles: true }));
  },
});

// Some nodes of a text: what they say together, and how to select a part of it.
const ofNodes = (root, nodes) => {
  const says = nodes.map((node) => (node.nodeName === "BR" ? "\n" : node.data));
  const place = (at, isEnd) => {
    for (const [index, node] of nodes.entries()) {
      const length = says[index].length;
      if (node.nodeName !== "BR" && (at < length || (isEnd && at === length))) return [node, at];
      at = Math.max(0, at - length);
    }
    return [nodes.at(-1), says.at(-1).length];
  };
  return {
    text: says.join(""),
    select(begin, end) {
      root.focus?.();
      const range = document.createRange();
      range.setStart(...place(begin, false));
      range.setEnd(...place(end, true));
      getSelection().removeAllRanges();
      getSelection().addRange(range);
      range.startContainer.parentElement.scrollIntoView({ block: "center" });
    },
    type: (words) => document.execCommand(words ? "insertText" : "delete", false, words),
  };
};

// The paragraphs that say something, as the rules count them.
const paragraphs = (root) => {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
  const found = [];
  let last = null;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (node.nodeType === Node.ELEMENT_NODE && (node.nodeName !== "BR" || node.className)) continue;
    const block = node.parentElement.closest(BLOCKS);
    if (block !== last || !found.length) found.push([]);
    last = block;
    found.at(-1).push(node);
  }
  return found.filter((nodes) => nodes.some((node) => node.nodeName !== "BR" && node.data.trim()));
};

// Where the words of a place are on this page; null where they are not.
const passage = ({ field, paragraph }) => {
  if (field === "body") {
    const root = document.querySelector(".ProseMirror") ?? document.querySelector('[data-passage="body"]');
    const nodes = root && Number(paragraph) ? paragraphs(root)[Number(paragraph) - 1] : null;
    return nodes ? ofNodes(root, nodes) : null;
  }
  const input = document.getElementById(`id_${field === "photo" ? "photo_caption" : field}`);
  if (input?.setSelectionRange && input.type !== "hidden") return ofField(input);
  const shown = document.querySelector(`[data-passage="${field}"]`);
  return shown?.firstChild ? ofNodes(shown, [shown.firstChild]) : null;
};

const spans = (text, words) => [...text.matchAll(sought(words))].map((match) => [match.index, match.index + words.length]);

const hear = (section, sentence) => {
  section.querySelector("[data-heard]").textContent = sentence;
};

const show = (place, section) => {
  const { words } = place.dataset;
  const found = passage(place.dataset);
  const [first] = found ? (words ? spans(found.text, words) : [[0, found.text.length]]) : [];
  if (first) found.select(...first);
  hear(section, first ? "" : section.dataset.gone);
};

// No more is touched than differs: what is bold stays bold.
const core = (before, after) => {
  let [head, tail] = [0, 0];
  const shorter = Math.min(before.length, after.length);
  while (head < shorter && before[head] === after[head]) head += 1;
  while (tail < shorter - head && before.at(-1 - tail) === after.at(-1 - tail)) tail += 1;
  return [head, tail];
};

const change = (asked, section) => {
  const passages = new Map();
  for (const fix of JSON.parse(asked.dataset.fix)) {
    const key = JSON.stringify([fix.field, fix.paragraph, fix.before]);
    passages.set(key, [...(passages.get(key) ?? []), fix]);
  }
  const work = [...passages.values()].map((places) => {
    const found = passage(places[0]);
    return { places, found, at: found ? spans(found.text, places[0].before) : [] };
  });
  if (work.some(({ at }) => !at.length)) return hear(section, section.dataset.gone);
  if (work.some(({ at, places }) => at.length !== places.length)) return hear(section, section.dataset.unsure);
  for (const { places, at } of work) {
    for (let index = at.length - 1; index >= 0; index -= 1) {
      const { before, after } = places[index];
      const [head, tail] = core(before, after);
      const [begin, end] = at[index];
      const now = passage(places[index]); // a change renews the editor's nodes
      now.select(begin + head, end - tail);
      now.type(after.slice(head, after.length - tail));
    }
  }
  asked.querySelector("button").disabled = true;
  hear(section, section.dataset.changed);
};

const send = async (asked, section) => {
  const answer = await fetch(asked.getAttribute("action"), {
    method: "POST",
    body: new URLSearchParams(new FormData(asked)),
  });
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = page.getElementById(section.id);
  if (!fresh) return hear(section, page.querySelector(".told")?.textContent ?? section.dataset.failed);
  section.replaceWith(fresh);
  ready(fresh);
  hear(fresh, [...page.querySelectorAll(".messagelist li")].map((said) => said.textContent.trim()).join(" "));
};

const ready = (section) => {
  for (const place of section.querySelectorAll("[data-place]")) {
    if (place.dataset.field) place.querySelector("[data-show]").hidden = !passage(place.dataset);
  }
};

document.addEventListener("click", (event) => {
  const button = event.target.closest?.("[data-show]");
  if (button) show(button.closest("[data-place]"), button.closest("[data-findings]"));
});

document.addEventListener("submit", (event) => {
  const asked = event.target;
  const section = asked.closest("[data-findings]");
  if (!form || !section) return;
  event.preventDefault();
  if ("fix" in asked.dataset) change(asked, section);
  else send(asked, section).catch(() => hear(section, section.dataset.failed));
});

const everywhere = () => document.querySelectorAll("[data-findings]").forEach(ready);
everywhere();
addEventListener("load", everywhere); // the editor is there by then
