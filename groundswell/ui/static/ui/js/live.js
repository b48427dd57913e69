// Parts of the page that live (the bell) ask anew on "wake": soon after loading, every 30 seconds while somebody
// looks, and when they come back to the tab.
const wake = () => document.hidden || document.body.dispatchEvent(new CustomEvent("wake"));
setTimeout(wake, 3000);
setInterval(wake, 30000);
document.addEventListener("visibilitychange", wake);
