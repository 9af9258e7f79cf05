// The dialog of the settings: fields by the names that the settings have.

import { canKeep } from "./settings.js";

const at = (id) => document.getElementById(id);
const field = (name) => at("settings-form").elements.namedItem(name);

export function openDialog(settings) {
  for (const [name, value] of Object.entries(settings)) {
    if (field(name)?.type === "checkbox") field(name).checked = value;
    else if (field(name)) field(name).value = value;
  }
  at("keeping").disabled = !canKeep;
  at("settings").showModal();
}

/** The settings as they are filled in, or null if the dialog was cancelled. */
export function filledIn(settings) {
  if (at("settings").returnValue !== "save") return null;
  const taken = (name) => (field(name).type === "checkbox" ? field(name).checked : field(name).value);
  return Object.fromEntries(Object.entries(settings).map(([name, value]) => [name, field(name) ? taken(name) : value]));
}
