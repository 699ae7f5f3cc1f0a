// A number as people write one: 1,000,000 and 1 000 000, 2.97 and 2,97, 10^6 and 50*100*200, 1 million, 99 %.

/** @type {Record<string, number>} */
const WORDS = { thousand: 1e3, million: 1e6, millions: 1e6, billion: 1e9, billions: 1e9, trillion: 1e12 };
const SPOKEN =
  /^\s*(?:(?:≈|~|=|×|about|around|roughly|nearly|approximately|approx\.?|circa|ca\.?|a factor of)\s*)+/i;
const SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";
const TOKEN = /\s*(\d[\d.,'’]*(?:e[-+]?\d+)?|[.,]\d+(?:e[-+]?\d+)?|\*\*|[-+*/^()%]|[a-z]+)/iy;

/**
 * Read what somebody wrote as a number. `2,975` is two of them, as it is read in one country or in another.
 * @param {string} text @returns {number[]} all that it may mean, the likeliest first; none if it cannot be read
 */
export function readings(text) {
  const tokens = tokensOf(plain(text));
  if (!tokens) return [];
  const found = [false, true].map((comma) => new Reader(tokens, comma).value());
  return [...new Set(found)].filter((value) => Number.isFinite(value));
}

/**
 * Whether a number is what another one shows of itself: the digits of `shown` may have been rounded, by at most a
 * twentieth of it, so that 3 is not what 2.6 shows.
 * @param {number} value @param {number} wanted what `shown` was read as @param {string} shown
 */
export function agrees(value, wanted, shown) {
  const [, fraction = "", power = 0] = /(?:\.(\d+))?(?:e([-+]?\d+))?\D*$/i.exec(shown) ?? [];
  const half = (10 ** (Number(power) - fraction.length) / 2) * (shown.endsWith("%") ? 0.01 : 1);
  return Math.abs(value - wanted) <= Math.min(half * (1 + 1e-9), Math.abs(wanted) / 20);
}

/** @param {number} value */
export function spelled(value) {
  const size = Math.abs(value);
  if (size && (size < 1e-6 || size >= 1e15)) return String(value).replace("-", "−");
  return value.toLocaleString("en", { maximumSignificantDigits: 12 }).replace("-", "−");
}

/** Signs of typography as a keyboard has them, and without what people put around a number. @param {string} text */
function plain(text) {
  return text
    .replace(/[！-～]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0)) // of East Asian keyboards
    .replace(/[٠-٩۰-۹०-९]/g, western)
    .replace(/٫/g, ".")
    .replace(/٪/g, "%")
    .replace(/(\d*)\s*([¼-¾⅐-⅞])/g, (_, whole, part) => `(${whole || 0}+${part.normalize("NFKC")})`)
    .replace(/[÷⁄]/g, "/")
    .replace(/٬|(?<=\d)_(?=\d)/g, "'")
    .replace(SPOKEN, "")
    .replace(/(?<=[\d\s])per\s?cent\s*$/i, "%")
    .replace(/\s*(?:×|x|times( as \w+)?|-?fold)\s*$/i, "")
    .replace(/[−–—]/g, "-")
    .replace(/⁻?[⁰¹²³⁴⁵⁶⁷⁸⁹]+/g, (raised) => `^${[...raised].map(lowered).join("")}`)
    .replace(/[·×∙⋅•]|(?<=[\d)\s])x(?=[\d(\s])/gi, "*")
    .replace(/(?<=\d)[\s\u00a0\u202f\u2009](?=\d{3}(?!\d))/g, "'"); // 1 000 000
}

/** Where a script has its digits, the last four bits of the code count them; Devanagari's begin at six. @param {string} digit */
function western(digit) {
  return String((digit.charCodeAt(0) & 15) - (digit >= "०" && digit <= "९" ? 6 : 0));
}

/** @param {string} sign */
function lowered(sign) {
  return sign === "⁻" ? "-" : SUPERSCRIPTS.indexOf(sign);
}

/** @param {string} text @returns {string[] | null} */
function tokensOf(text) {
  const tokens = [];
  for (let end = 0; end < text.trimEnd().length; end = TOKEN.lastIndex) {
    TOKEN.lastIndex = end;
    const token = TOKEN.exec(text)?.[1];
    if (!token) return null;
    tokens.push(token.toLowerCase());
  }
  return tokens;
}

/** Sums, products, powers and brackets, from left to right; whatever does not fit makes it no number. */
class Reader {
  /** @param {string[]} tokens @param {boolean} comma whether a comma before three digits begins a fraction */
  constructor(tokens, comma) {
    this.tokens = [...tokens];
    this.comma = comma;
  }

  value() {
    const value = this.sum();
    return this.tokens.length ? NaN : value;
  }

  /** @param {...string} signs */
  take(...signs) {
    return signs.includes(this.tokens[0]) ? /** @type {string} */ (this.tokens.shift()) : "";
  }

  /** @returns {number} */
  sum() {
    let value = this.product();
    for (let sign; (sign = this.take("+", "-")); ) value += sign === "+" ? this.product() : -this.product();
    return value;
  }

  /** @returns {number} */
  product() {
    let value = this.signed();
    for (let sign; (sign = this.take("*", "/")); ) value = sign === "*" ? value * this.signed() : value / this.signed();
    return value;
  }

  /** @returns {number} */
  signed() {
    const sign = this.take("-", "+");
    return sign ? (sign === "-" ? -this.signed() : this.signed()) : this.power();
  }

  /** @returns {number} */
  power() {
    const base = this.scaled();
    return this.take("^", "**") ? base ** this.signed() : base;
  }

  /** A number, and what may follow it: `million`, `%`. @returns {number} */
  scaled() {
    let value = this.operand();
    while (Object.hasOwn(WORDS, this.tokens[0] ?? "")) value *= WORDS[/** @type {string} */ (this.tokens.shift())];
    return this.take("%") ? value / 100 : value;
  }

  /** @returns {number} */
  operand() {
    if (!this.take("(")) return written(this.tokens.shift() ?? "", this.comma);
    const value = this.sum();
    return this.take(")") ? value : NaN;
  }
}

/**
 * Read digits with what separates them: groups of three, and one sign before a fraction.
 * @param {string} token @param {boolean} comma
 */
function written(token, comma) {
  const [, digits, power] = /^([\d.,'’]*)(e[-+]?\d+)?$/.exec(token) ?? [];
  if (!digits) return NaN;
  const last = Math.max(digits.lastIndexOf("."), digits.lastIndexOf(","));
  const sign = digits[last];
  const rest = digits.slice(last + 1);
  const grouping = last >= 0 && isGrouped(digits) && (digits.split(sign).length > 2 || (sign === "," ? !comma : comma));
  const whole = last < 0 || grouping ? digits : digits.slice(0, last);
  const fraction = last < 0 || grouping ? "" : rest;
  if (!/^\d*$/.test(fraction) || (/[.,'’]/.test(whole) && !isGrouped(whole)) || !(whole || fraction)) return NaN;
  return Number(`${whole.replace(/[.,'’]/g, "") || "0"}.${fraction || "0"}${power ?? ""}`);
}

/** Groups of three behind the first, which does not begin with a nought. @param {string} digits */
function isGrouped(digits) {
  return /^[1-9]\d{0,2}(?:([.,'’])\d{3})(?:\1\d{3})*$/.test(digits);
}
