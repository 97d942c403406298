// A page may stay open for days. What holds for a day is over with the next night.
const NIGHT_MS = 6 * 3_600_000; // Who is still up at midnight has the same day yet.
const LOOK_MS = 60_000;

// Whether something was said on an earlier day; both times in Unix ms.
export function isOfEarlierDay(at, now = Date.now()) {
  return now - at > NIGHT_MS && new Date(at).toDateString() !== new Date(now).toDateString();
}

// Calls `look` now and then, and when the page is come back to. Returns a function that ends it.
export function nowAndThen(look) {
  const timer = setInterval(look, LOOK_MS);
  document.addEventListener("visibilitychange", look);
  return () => {
    clearInterval(timer);
    document.removeEventListener("visibilitychange", look);
  };
}
