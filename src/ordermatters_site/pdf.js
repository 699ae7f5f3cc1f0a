// Turns the home page of a built course, open in a browser, into its lessons one after the other, ready to be printed.
// Names of places become unique, and links between lessons lead to them. Those to other pages lead to where the site is
// published; if it was built for this machine alone, they are text.
async () => {
  const links = [...document.querySelectorAll("article ol a[href*='lessons/']")].map(({ href }) => href.split("#")[0]);
  const pages = [...new Set(links)];
  const nameOf = address => new URL(address).pathname.replace(/\W+/g, "-").replace(/^-|-$/g, "");
  const read = async address => new DOMParser().parseFromString(await (await fetch(address)).text(), "text/html");
  const title = document.querySelector(".md-header__topic")?.textContent.trim() ?? document.title;

  const home = document.querySelector("link[rel=canonical]")?.href;
  const isPublished = home && !/^https?:\/\/(?:localhost|127\.|\[::1\])/.test(home);

  const lead = (link, target) => {
    const at = pages.indexOf(target.href.split("#")[0]);
    if (at >= 0) link.href = `#${nameOf(pages[at])}${target.hash ? `--${target.hash.slice(1)}` : ""}`;
    else if (target.origin !== location.origin) link.href = target.href;
    else if (isPublished) link.href = new URL(target.href.slice(location.href.length), home);
    else link.removeAttribute("href");
  };

  const lesson = async address => {
    const article = (await read(address)).querySelector("article");
    const name = nameOf(address);
    for (const element of article.querySelectorAll("script, .om-foot, .headerlink, .om-eyebrow")) element.remove();
    for (const element of article.querySelectorAll("[id]")) element.id = `${name}--${element.id}`;
    for (const element of article.querySelectorAll("[for]")) element.htmlFor = `${name}--${element.htmlFor}`;
    for (const element of article.querySelectorAll("[aria-labelledby], [aria-describedby]"))
      for (const attribute of ["aria-labelledby", "aria-describedby"])
        if (element.hasAttribute(attribute))
          element.setAttribute(attribute, element.getAttribute(attribute).replace(/\S+/g, `${name}--$&`));
    for (const image of article.querySelectorAll("img[src]")) image.src = new URL(image.getAttribute("src"), address);
    for (const link of article.querySelectorAll("a[href]")) lead(link, new URL(link.getAttribute("href"), address));
    for (const fold of article.querySelectorAll("details:not(.om-answer)")) fold.open = true;
    for (const use of article.querySelectorAll("use")) {
      const href = use.getAttribute("href");
      if (href?.startsWith("#")) use.setAttribute("href", `#${name}--${href.slice(1)}`);
    }
    const section = document.createElement("section");
    section.className = "om-printed md-typeset";
    section.id = name;
    section.append(...article.childNodes);
    return section;
  };

  const sections = [];
  for (const address of pages) sections.push(await lesson(address));
  const cover = document.createElement("header");
  cover.className = "om-cover md-typeset";
  const heading = Object.assign(document.createElement("h1"), { textContent: title });
  const contents = document.createElement("ol");
  for (const { id, firstElementChild } of sections) {
    const link = Object.assign(document.createElement("a"), { href: `#${id}`, textContent: firstElementChild.textContent });
    contents.append(Object.assign(document.createElement("li"), {}));
    contents.lastChild.append(link);
  }
  cover.append(heading, contents);
  const main = document.createElement("main");
  main.append(cover, ...sections);
  document.body.replaceChildren(main);
  document.title = title;
  return pages.length;
}
