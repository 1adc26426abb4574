// What makes the pages smoother where scripts run. Without it every form works by loading a page.

// A form of `data-live` is sent without leaving the page: what the answer has in its <main> takes
// the place of ours. One is sent after the other, so that the last click has the last word. If that
// fails, the form is sent as any other.
let turn = Promise.resolve();
document.addEventListener("submit", (event) => {
  const form = event.target;
  const button = event.submitter;
  if (event.defaultPrevented || !form.matches("form[data-live]")) {
    return;
  }
  event.preventDefault();
  form.setAttribute("aria-busy", "true");
  const body = new URLSearchParams(new FormData(form, button));
  turn = turn.then(() => send(form, button, body));
});

async function send(form, button, body) {
  try {
    const answer = await fetch(form.action, {
      method: "POST",
      headers: { Accept: "text/html" },
      body,
    });
    if (new URL(answer.url).pathname === "/login") {
      location.assign(answer.url);
      return;
    }
    if (!answer.ok) {
      throw new Error(String(answer.status));
    }
    show(new DOMParser().parseFromString(await answer.text(), "text/html"));
  } catch {
    if (!form.isConnected) {
      location.reload();
      return;
    }
    form.removeAttribute("data-live");
    form.removeAttribute("aria-busy");
    form.requestSubmit(button);
  }
}

function show(page) {
  const main = document.getElementById("content");
  const focused = document.activeElement?.id;
  main.replaceChildren(...page.getElementById("content").childNodes);
  const again = focused ? document.getElementById(focused) : null;
  (again ?? main).focus({ preventScroll: true });
  announce(main.querySelector(".flash"));
}

// The sentence is heard only when it changes in a place that is there already, and seen only where
// one is.
function announce(flash) {
  if (!flash) {
    return;
  }
  const sentence = flash.textContent;
  flash.textContent = "";
  flash.classList.add("floating");
  setTimeout(() => {
    flash.textContent = sentence;
  }, 50);
  setTimeout(() => flash.classList.remove("floating"), 6000);
}

// A star that is clicked counts at once; with the keyboard one moves among the stars first.
let byPointer = false;
document.addEventListener("pointerdown", () => {
  byPointer = true;
});
document.addEventListener("keydown", () => {
  byPointer = false;
});
document.addEventListener("change", (event) => {
  const form = event.target.closest("form.rate[data-live]");
  if (form && byPointer && event.target.name === "stars") {
    form.requestSubmit(form.querySelector("button"));
  }
});

// A picture that cannot be loaded gives way to a drawn cover.
function drawn(image) {
  if (image.dataset?.cover && image.getAttribute("src") !== image.dataset.cover) {
    image.src = image.dataset.cover;
  }
}
document.addEventListener("error", (event) => drawn(event.target), true);
for (const image of document.querySelectorAll("img[data-cover]")) {
  if (image.complete && image.naturalWidth === 0) {
    drawn(image);
  }
}
