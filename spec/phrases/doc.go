// Package phrases is the language in which spec says what messages mean: rows
// of word classes, such as
//
//	{credit} ~ {none}
//
// for "You have 0 credits", "Insufficient wallet balance", and "Credits used up".
// [Parse] reads rows, and [Compile] makes the tables of them that package phrase
// of the run time matches in one pass. [Holding] says the same without tables,
// slowly; tests hold the two against each other, and the page's reader as well.
//
// # Words
//
// A text is prose: words, in sentences.
//
// A word is letters and digits that follow one another, and apostrophes between
// two of them. Words are compared in lowercase (of ASCII, Latin-1, Latin
// Extended-A, Greek and Cyrillic); ’ is the same as '. An 's at the end is not
// part of a word, unless a digit is before it: account's is account.
//
// A number is digits. At the beginning of what is joined (see below) it may have
// periods and commas between digits: 93,854 and 0.00. It belongs to the class
// {number}, and to {zero} if all of its digits are 0. A number with decimals that
// a letter follows (1.5s) is a word of no class.
//
// Words are joined by a single . / : _ @ or - that has a letter or digit on both
// sides. Joined words are one identifier, which belongs to no class,
//
//   - if one of . : _ @ joins them, or more than one slash (gpt-4.1, a.b, max_tokens, a/b/c),
//   - if a slash, underscore or at sign is right before the first (/v1, _a, @name).
//
// An identifier of uppercase letters, digits and underscores alone that ends as
// the names of variables for credentials do (_API_KEY, _ACCESS_KEY, _SECRET_KEY,
// _SECRET, _TOKEN, _CREDENTIALS) is of the class {secret}.
//
// Else they are words of their own: rate-limited, requests/min. While there is no
// sign of an identifier, a colon before a digit ends what is joined (limit:0),
// and so does a period or colon between a lowercase letter or digit and an
// uppercase letter that a lowercase one follows (balance.Please, Error:Invalid),
// and a colon between uppercase letters of which the second begins a word in
// lowercase (EAPI:Rate); such a period ends the sentence. A word in which an
// uppercase letter follows a lowercase one is an identifier, too: rateLimit. Where
// joined words continue with ://, they are a URL, which ends before a space, a
// quotation mark, a bracket, one of ` | \ ^, a rune beyond ASCII, or punctuation
// at its end, and counts as one word of no class.
//
// A quotation counts as one word of no class, because it may echo the request:
// "…", `…`, '…', “…”, ‘…’, „…“ (or „…”), «…», 「…」, 『…』. A ' opens one if no
// letter or digit is before it and no space after it; ' and ’ close one if no
// space is before and no letter or digit after them. A mark that is never closed
// is punctuation.
//
// Thai, Lao, Myanmar, Khmer, Kana and Han have no spaces: each of their runes is
// a word, and a word of several runes occurs wherever they follow one another.
//
// Sentences end at . ! ? ; … 。 ． ！ ？ ； (and the Greek, Arabic and Indic ones), at
// the end of a line, and at the end of a text, but not at a period that joins,
// nor at one two bytes after another (e.g. and U.S.). All else separates words.
//
// # Rows
//
// An element of a pattern is satisfied by one of its alternatives:
//
//	credit        a word
//	overload*     a word that begins so, at least two letters
//	used-up       words that follow one another; in a class, "used up"
//	{credit}      a word of a class, which may have any of these; {number}, {zero}, {secret}
//	a_b           an identifier, whole; aB, and a.b, likewise
//	a|b|{c}       one of these
//
// A pattern is elements, and what may be between them:
//
//	a b           b follows a
//	a … b         b follows, at most 5 words after a (…3: at most 3; up to 12)
//	a ~ b         in any order, at most 5 words in between (~3: at most 3)
//	a ~ b ~ c     in any order, at most 5 words between each and the next
//	a !b !{c}     and the sentence has no b, before or after, and nothing of {c}
//
// A pattern has … and spaces, or ~ between all of its two or three elements. No
// word satisfies two elements at once. A row holds for a message if a sentence of
// one of its texts has the pattern, and the status is one of the row's; the first
// row that holds, in the order of the table, is what the message means. Rows do
// not hide one another: a word of one row is there for every other one.
package phrases
