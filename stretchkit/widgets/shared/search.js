// Finds the structures that a reader means: findStructures("rombiod", structures) → their keys.
// A structure is { key, label, latin, synonyms }; each of its names is searched by itself.
// Every word typed must begin a word of one name, in any order. From three letters on it may have
// one wrong, missing, extra or swapped letter, from seven on two. Words of one or two letters count
// only when nothing longer is typed. Of what fits, only what fits with the fewest errors is given,
// the names that are nearest in length first.
export function findStructures(query, structures) {
  const words = wordsOf(query);
  const longer = words.filter((word) => word.length > 2);
  const typed = longer.length ? longer : words;
  if (!typed.length) return [];
  const found = structures
    .map((structure) => ({ key: structure.key, ...nearestName(typed, structure) }))
    .filter(({ errors }) => errors < Infinity)
    .sort(byFit);
  return found.filter(({ errors }) => errors === found[0].errors).map(({ key }) => key);
}

function nearestName(typed, { label, latin, synonyms }) {
  return [label, latin, ...synonyms]
    .map((name) => fitOfName(typed, wordsOf(name)))
    .reduce((one, other) => (byFit(one, other) > 0 ? other : one));
}

function byFit(one, other) {
  return one.errors === other.errors ? one.spare - other.spare : one.errors - other.errors;
}

// Two words of the name written as one are tried too: a forgotten space is no error.
function fitOfName(typed, words) {
  const tried = [...words, ...words.slice(1).map((word, place) => words[place] + word)];
  let errors = 0;
  for (const word of typed) {
    errors += Math.min(...tried.map((other) => errorsIn(word, other, errorsAllowed(word))));
  }
  return { errors, spare: Math.abs(countLetters(words) - countLetters(typed)) };
}

function errorsAllowed(word) {
  return word.length < 3 ? 0 : word.length < 7 ? 1 : 2;
}

// How many letters are wrong, missing, extra or swapped in `typed` as the beginning of `word`;
// Infinity if they are more than `most`.
function errorsIn(typed, word, most) {
  let before = [];
  let leastBefore = 0;
  let row = Array.from({ length: word.length + 1 }, (_, place) => place);
  for (let i = 1; i <= typed.length; i += 1) {
    const next = [i];
    let least = i;
    for (let j = 1; j <= word.length; j += 1) {
      const wrong = typed[i - 1] === word[j - 1] ? 0 : 1;
      next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + wrong);
      const swapped = i > 1 && j > 1 && typed[i - 1] === word[j - 2] && typed[i - 2] === word[j - 1];
      if (swapped) next[j] = Math.min(next[j], before[j - 2] + 1);
      if (next[j] < least) least = next[j];
    }
    // A swap of letters is one error more than two rows before; no other way comes to fewer.
    if (Math.min(least, leastBefore + 1) > most) return Infinity;
    leastBefore = least;
    before = row;
    row = next;
  }
  return leastBefore > most ? Infinity : leastBefore;
}

function countLetters(words) {
  return words.join("").length;
}

function wordsOf(text) {
  const plain = text.normalize("NFD").replace(/[\p{M}'’]/gu, "").toLowerCase();
  return plain.match(/[\p{L}\p{N}]+/gu) ?? [];
}
