() => {
  const wall = [...document.querySelectorAll(".wall")].find((each) => each.offsetParent !== null || each.getClientRects().length);
  const unit = Math.min(innerWidth / 1920, innerHeight / 1080);
  const box = (element) => element.getBoundingClientRect();
  const sheet = box(wall.querySelector(".sheet")), foot = box(wall.querySelector(".wall-as-of"));
  const found = [];
  const say = (what, element) => found.push(`${what}: ${element.className || element.tagName} ${(element.innerText || "").slice(0, 30)}`);
  if (sheet.left < -1 || sheet.right > innerWidth + 1 || sheet.top < -1 || foot.bottom > sheet.bottom + 1) say("outside the view", wall);
  if (Math.abs(sheet.width / sheet.height - 1920 / 1008) > 0.01) say("stretched", wall);
  for (const each of wall.querySelectorAll("*")) {
    const at = box(each), isLine = each.closest(".wall-as-of");
    if (at.left < sheet.left - 1 || at.right > sheet.right + 1 || (!isLine && each.matches(".wall-body *") && at.bottom > foot.top + 1)) say("outside the sheet", each);
    if (each.innerText && parseFloat(getComputedStyle(each).fontSize) < 27 * unit - 0.05) say("small", each);
    if (each.matches("td, th, .wall-tile, .wall-title, .wall-message, h3") && each.scrollWidth > each.clientWidth + 1) say("cut", each);
    if (each.matches(".wall-tile") && each.scrollHeight > each.clientHeight + 1) say("cut", each);
  }
  const blocks = [...wall.querySelectorAll("[data-block]")];
  blocks.forEach((one, at) => blocks.slice(at + 1).forEach((other) => {
    const a = box(one), b = box(other);
    if (a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1) say("overlap", other);
  }));
  if (document.documentElement.scrollHeight > innerHeight || document.documentElement.scrollWidth > innerWidth) say("scrolls", wall);
  return found;
}
