const relative = new Intl.RelativeTimeFormat(document.documentElement.lang, { numeric: "auto" });
const steps = [["day", 86400], ["hour", 3600], ["minute", 60]];

// A page that was kept, or stayed open, says the right thing again. After a week the server has put a date.
function refreshTimes() {
  for (const time of document.querySelectorAll("time.ago")) {
    const seconds = (Date.now() - Date.parse(time.dateTime)) / 1000;
    if (seconds < 60 || seconds > 604800) continue;
    const [unit, size] = steps.find(([, size]) => seconds >= size);
    const words = relative.format(-Math.floor(seconds / size), unit);
    if (time.textContent !== words) time.textContent = words;
  }
}

refreshTimes();
setInterval(() => document.hidden || refreshTimes(), 30000);
document.addEventListener("visibilitychange", () => document.hidden || refreshTimes());
