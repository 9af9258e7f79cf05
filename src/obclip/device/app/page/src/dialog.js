// The dialog of the settings: fields by the names that the settings have.

const at = (id) => document.getElementById(id);
const field = (name) => at("settings-form").elements.namedItem(name);

/** canKeep: whether anything may be kept in this browser. */
export function openDialog(settings, canKeep) {
  for (const [name, value] of Object.entries(settings)) {
    if (field(name)?.type === "checkbox") field(name).checked = value;
    else if (field(name)) field(name).value = value;
  }
  if (at("keeping")) at("keeping").disabled = !canKeep;
  at("settings-form").oninput = boundTogether;
  boundTogether();
  at("settings").showModal();
}

/** What no field can say alone: the cloud's steps are some of all. */
function boundTogether() {
  const [all, clouds] = [field("steps"), field("switchPoint")];
  clouds.setCustomValidity(clouds.valueAsNumber > all.valueAsNumber ? `The cloud’s steps are some of all ${all.value}: give fewer here, or more in all.` : "");
}

/** The settings as they are filled in, or null if the dialog was cancelled. */
export function filledIn(settings) {
  if (at("settings").returnValue !== "save") return null;
  const taken = (name) => (field(name).type === "checkbox" ? field(name).checked : field(name).value);
  return Object.fromEntries(Object.entries(settings).map(([name, value]) => [name, field(name) ? taken(name) : value]));
}
