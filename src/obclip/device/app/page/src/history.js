// Pictures and their prompts, in this browser's own database and only if asked; never a key, never latents. What one tab changes, the others show.

const at = (id) => document.getElementById(id);

const opened = () =>
  new Promise((done, failed) => {
    const asked = indexedDB.open("obclip", 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore("pictures", { autoIncrement: true });
    asked.onsuccess = () => done(asked.result);
    asked.onerror = () => failed(asked.error);
  });

async function ask(mode, question) {
  const base = await opened();
  try {
    return await new Promise((done, failed) => {
      const asked = question(base.transaction("pictures", mode).objectStore("pictures"));
      asked.onsuccess = () => done(asked.result);
      asked.onerror = () => failed(asked.error);
    });
  } finally {
    base.close();
  }
}

const TABS = "obclip-pictures";

export const keep = (picture, prompt) => change((store) => store.add({ picture, prompt, when: Date.now() }));
export const forget = () => change((store) => store.clear());

async function change(question) {
  await ask("readwrite", question);
  const tabs = new BroadcastChannel(TABS);
  tabs.postMessage("changed");
  tabs.close();
}

/** changed(): another tab has kept a picture, or forgotten all. */
export const onOtherTabs = (changed) => (new BroadcastChannel(TABS).onmessage = changed);

/** Shows what was kept, the newest first. */
export async function showHistory(wanted) {
  const kept = wanted ? await ask("readonly", (store) => store.getAll()) : [];
  at("history").hidden = !kept.length;
  at("kept").replaceChildren(
    ...kept.reverse().map(({ picture, prompt }) => {
      const item = document.createElement("li");
      const image = Object.assign(document.createElement("img"), { src: URL.createObjectURL(picture), alt: prompt });
      image.onload = () => URL.revokeObjectURL(image.src);
      item.append(image, prompt);
      return item;
    }),
  );
}
