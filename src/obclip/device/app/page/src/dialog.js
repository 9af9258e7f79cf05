// The dialog of the settings: fields by the names that the settings have, and what they may hold, in the page's own words.

import { followAddress } from "./key.js";
import { label } from "./words.js";

const at = (id) => document.getElementById(id);
const field = (name) => at("settings-form").elements.namedItem(name);

/** canKeep: whether anything may be kept in this browser. */
export function openDialog(settings, canKeep) {
  fillIn(settings);
  if (at("keeping")) at("keeping").disabled = !canKeep;
  at("settings-form").oninput = () => (at("unfit").textContent = unfitting());
  at("settings-form").oninput();
  followAddress({ cloud: field("cloud"), key: field("key") }, settings);
  at("settings").showModal();
}

/** What is wrong with settings that come from before, as one sentence; "" for nothing. */
export function unfit(settings) {
  return unfitting(fillIn(settings));
}

/** -> the names of those that the fields can hold: a choice that there is no more is none of them. */
function fillIn(settings) {
  const held = new Set();
  for (const [name, value] of Object.entries(settings)) {
    if (!field(name)) continue;
    if (field(name).type === "checkbox") field(name).checked = value;
    else field(name).value = value;
    if (field(name).type === "checkbox" || field(name).value.trim() === `${value}`.trim()) held.add(name);
  }
  return held;
}

/** Has each field say what is wrong with it, and says it of the first. held: the fields that are as they were filled in; all of them if left out. */
function unfitting(held) {
  let first = "";
  for (const one of at("settings-form").elements) {
    if (!one.name) continue;
    const said = wrong(one, held?.has(one.name) ?? true);
    one.setCustomValidity(said);
    if (said) first ||= `In the settings, ${label(one)}: ${said[0].toLowerCase()}${said.slice(1)}`;
  }
  return first;
}

function wrong(one, held) {
  one.setCustomValidity("");
  if (!one.validity.valid || !held || one.selectedIndex === -1 || beyond(one)) return allowed(one);
  const [all, clouds] = [field("steps"), field("switchPoint")];
  const tooMany = one === clouds && clouds.valueAsNumber > all.valueAsNumber - Number(leavesSome());
  return tooMany ? `They are some of all ${all.value} steps; name fewer, or more in all.` : "";
}

/** A tab finishes with its own model; in the app, the cloud may take all steps. */
const leavesSome = () => document.documentElement.dataset.device === "tab";

/** Whether a number is too large that a browser's own numbers do not hold. */
const beyond = ({ dataset, value }) => dataset.most && BigInt(value.trim()) > BigInt(dataset.most);

/** What a field takes. */
function allowed({ type, title, min, max, step, required, selectedOptions }) {
  if (selectedOptions) return "Choose one of those that are listed.";
  return type === "number" ? `A ${step === "any" ? "" : "whole "}number from ${min} to ${max}${required ? "" : ", or nothing"}.` : title;
}

/** The settings as they are filled in, or null if the dialog was cancelled. */
export function filledIn(settings) {
  if (at("settings").returnValue !== "save") return null;
  const taken = (name) => (field(name).type === "checkbox" ? field(name).checked : field(name).value);
  return Object.fromEntries(Object.entries(settings).map(([name, value]) => [name, field(name) ? taken(name) : value]));
}
