// Comfort only: every page works without it. Asks nobody but the desk itself.

// The summary of errors takes the focus, also where `autofocus` is not known outside fields.
document.querySelector("#summary")?.focus();

// A page that waits for a job asks how far it is, and moves on when it is done.
const job = document.querySelector("[data-job] [role=status]");
async function wait() {
  try {
    const { text, over } = await (await fetch("/job/state")).json();
    if (over) return location.replace("/job");
    if (job.textContent !== text) job.textContent = text;
  } catch {
    return location.replace("/job");
  }
  setTimeout(wait, 500);
}
if (job) setTimeout(wait, 300);

// The vault locks by itself. Typing is work as well: it is told once a minute, and before the end there is a warning.
const locks = Number(document.body.dataset.lock) * 1000;
if (locks) {
  const warning = document.querySelector("#locking");
  const early = Math.min(60_000, locks / 2);
  let asked = Date.now();
  let worked = false;
  const stay = async () => {
    asked = Date.now();
    worked = false;
    warning.hidden = true;
    await fetch("/awake").catch(() => {});
  };
  for (const kind of ["input", "change"]) document.addEventListener(kind, () => (worked = true));
  warning.querySelector("button").addEventListener("click", stay);
  setInterval(() => {
    const idle = Date.now() - asked;
    if (worked && idle > Math.min(60_000, locks / 4)) stay();
    else if (idle > locks + 1_500) location.replace("/unlock");
    else if (idle > locks - early) warning.hidden = false;
  }, 1_000);
}

// Codes for a camera: they begin when somebody says so, and stop when somebody says so.
const codes = document.querySelector(".codes");
if (codes) {
  const [image, frame] = [codes.querySelector("img"), codes.querySelector("[data-frame]")];
  const [button, speed] = [codes.querySelector("[data-controls] button"), codes.querySelector("select")];
  const round = Number(codes.dataset.round);
  let at = Number(frame.textContent) - 1;
  let runs = false;
  let labels = [button.textContent, button.dataset.stop];
  const next = () => {
    if (!runs) return;
    at = (at + 1) % round;
    const begun = performance.now();
    // The next picture is there before this one goes.
    image.onload = () => setTimeout(next, Math.max(0, 1_000 / Number(speed.value) - (performance.now() - begun)));
    image.src = `/export/codes/${at}`;
    frame.textContent = at + 1;
  };
  button.addEventListener("click", () => {
    runs = !runs;
    labels = labels.reverse();
    button.textContent = labels[0];
    next();
  });
  codes.querySelector("[data-controls]").hidden = false;
}
