// CodeMirror writes its rules into a <style> element, which a page's content security policy refuses; a style sheet that
// a script makes is part of the script. The layer puts it behind the site's own rules, as the element would be.
import { StyleModule } from "style-mod";

const sheet = new CSSStyleSheet();
/** @type {Set<StyleModule>} */
const mounted = new Set();

/** @param {Document | ShadowRoot} root @param {StyleModule | readonly StyleModule[]} modules the weakest first */
StyleModule.mount = (root, modules) => {
  const known = mounted.size;
  for (const module of [modules].flat()) mounted.add(module);
  if (mounted.size > known) {
    const rules = [...mounted].map((module) => module.getRules());
    sheet.replaceSync(`@layer codemirror {\n${rules.join("\n")}\n}`);
  }
  if (!root.adoptedStyleSheets.includes(sheet)) root.adoptedStyleSheets.push(sheet);
};
