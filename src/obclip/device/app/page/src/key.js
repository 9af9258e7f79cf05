// Whose a key is: it is one cloud's password, and no other cloud is told it.

const at = (id) => document.getElementById(id);

/** The origin of an address, which is who reads a key that goes there; null of what is none. */
function reader(address) {
  try {
    return new URL(address).origin;
  } catch {
    return null;
  }
}

/** Whether a key for the one address is a key for the other. */
const sameCloud = (one, other) => reader(one) === reader(other);

/** Has the field of the key follow the address that stands beside it: the key of before is there with its own cloud only. */
export function followAddress({ cloud, key }, settings) {
  if (!cloud) return;
  let emptied = false;
  const follow = () => {
    const own = sameCloud(cloud.value, settings.cloud);
    if (!own && settings.key && key.value === settings.key) [key.value, emptied] = ["", true];
    else if (own && emptied && !key.value) [key.value, emptied] = [settings.key, false];
    at("key-said").textContent = emptied && !key.value ? "The key was the other cloud’s, which alone may know it: give this one’s own, if it wants one." : "";
  };
  cloud.oninput = follow;
  key.oninput = () => (at("key-said").textContent = "");
  follow();
}
