// Reads messages by tables of word classes, as package apierr/internal/phrase
// does, function by function and with the same names. A member ends in an underscore:
// that makes its name short where it is served. Package spec/phrases says what a word
// is and what a pattern means, and writes the tables.

const encoder = new TextEncoder(), decoder = new TextDecoder();

/** How the names of variables for credentials are written. */
const secretName = /^[A-Z\d_]+_(?:API_KEY|ACCESS_KEY|SECRET_KEY|SECRET|TOKEN|CREDENTIALS)$/;

/** Reads a table from the JSON object that spec/phrases writes. */
export const readTable = fields => {
	const bytes = name => Uint8Array.from(atob(fields[name]), c => c.charCodeAt(0));
	const list = name => {
		const b = bytes(name);
		return Uint16Array.from({length: b.length / 2}, (_, i) => b[2 * i] | b[2 * i + 1] << 8);
	};
	const [number, zero, , secret] = list("numbers");
	return {
		check_: bytes("check"), next_: list("next"), signatures_: list("signatures"), sets_: list("sets"), number_: number, zero_: zero, secret_: secret,
		begins_: list("begins"), steps_: list("steps"), ends_: list("ends"), effects_: list("effects"), rows_: list("rows"), nots_: list("nots"),
	};
};

/** Returns the first row that holds for the texts of a message under a status, -1 if none does. */
export const match = (table, statuses, ...texts) => {
	const run = new Run(table, statuses);
	texts.forEach(text => run.text_(text));
	return run.best_ < table.rows_.length / 2 ? run.best_ : -1;
};

/** Returns all rows that hold, in order. */
export const holding = (table, statuses, ...texts) => {
	const run = new Run(table, statuses);
	const rows = new Set();
	run.decide_ = row => rows.add(row);
	texts.forEach(text => run.text_(text));
	return [...rows].sort((a, b) => a - b);
};

// ---- Characters.

const code = c => c.codePointAt(0);
const [digitZero, digitNine, upperA, upperZ, lowerA, lowerZ] = [..."09AZaz"].map(code);
const isDigitCode = c => digitZero <= c && c <= digitNine;
const isUpperCode = c => upperA <= c && c <= upperZ;
const isLowerCode = c => lowerA <= c && c <= lowerZ;
const isASCIILetter = c => isDigitCode(c) || isUpperCode(c) || isLowerCode(c);

const stops = new Set([..."\n!?;…。！．；？\u037e\u061b\u061f\u06d4\u0964\u0965"].map(code));
const noLetters = new Set([..."×÷\u0387\u0589\u060c"].map(code));
const lettersApart = new Set([0xAA, 0xB5, 0xBA]);
const [period, apostrophe, typeset, colon, slash, hyphen] = [...".'’:/-"].map(code);
const joints = new Set([..."._/@:-"].map(code));
const leading = new Set([..."/_@"].map(code)); // right before a word, they make it an identifier

/** By the rune that opens a quotation, those that close it. */
const closing = new Map(Object.entries({'"': '"', "`": "`", "'": "'", "‘": "’", "“": "”", "„": "“”", "«": "»", "「": "」", "『": "』"})
	.map(([open, close]) => [code(open), [...close].map(code)]));

const inBlocks = (r, ...bounds) => bounds.some((first, i) => i % 2 == 0 && first <= r && r <= bounds[i + 1]);

/** Reports whether r is of a script without spaces: Thai, Lao, Myanmar, Khmer, Kana, Han. */
const isAlone = r => r >= 0xE00 && r != code("・") && inBlocks(r, 0xE00, 0xEFF, 0x1000, 0x109F, 0x1780, 0x17FF, 0x3005, 0x3007,
	0x3040, 0x30FF, 0x3400, 0x4DBF, 0x4E00, 0x9FFF, 0xF900, 0xFAFF, 0x20000, 0x3FFFF);

/** Reports whether r is a letter or digit of a script with spaces. */
const isLetter = r => r < 0x80 ? isASCIILetter(r) : lettersApart.has(r) ||
	inBlocks(r, 0xC0, 0x1FFF, 0x2C00, 0x2DFF, 0xA640, 0xD7FF) && !isAlone(r) && !stops.has(r) && !noLetters.has(r);

/** Returns the lowercase of r, for letters of ASCII, Latin-1, Latin Extended-A, Greek and Cyrillic. */
const lower = r => {
	if (r == 0x130) return code("i");
	if (r < 0x180 || 0x386 <= r && r <= 0x3AB || 0x400 <= r && r <= 0x42F) return code(String.fromCodePoint(r).toLowerCase());
	return r;
};

/** Returns the rune whose first byte is at i; a space beyond the end. */
const runeAt = (s, i) => {
	const c = i < s.length ? s[i] : 32;
	if (c < 0x80) return c;
	if (c < 0xE0) return (c & 0x1F) << 6 | s[i + 1] & 0x3F;
	if (c < 0xF0) return (c & 0xF) << 12 | (s[i + 1] & 0x3F) << 6 | s[i + 2] & 0x3F;
	return (c & 7) << 18 | (s[i + 1] & 0x3F) << 12 | (s[i + 2] & 0x3F) << 6 | s[i + 3] & 0x3F;
};

const widthOf = r => r < 0x80 ? 1 : r < 0x800 ? 2 : r < 0x10000 ? 3 : 4;

/** Returns the rune that ends at i; a space at the beginning. */
const runeBefore = (s, i) => {
	if (i == 0) return 32;
	do i--; while ((s[i] & 0xC0) == 0x80);
	return runeAt(s, i);
};

/** Returns how many bytes the letter or digit at i has, 0 if there is none. */
const letterAt = (s, i) => {
	const r = runeAt(s, i);
	return isLetter(r) ? widthOf(r) : 0;
};

/** Returns how many bytes the apostrophe at i has if a letter follows it, else 0. */
const apostropheAt = (s, i) => {
	const r = runeAt(s, i);
	return (r == apostrophe || r == typeset) && letterAt(s, i + widthOf(r)) ? widthOf(r) : 0;
};

const goesOn = (s, i) => letterAt(s, i) > 0 || apostropheAt(s, i) > 0;

/** Returns where the letters, digits and apostrophes from i on end. */
const runEnd = (s, i) => {
	for (let n; (n = letterAt(s, i) || apostropheAt(s, i)); ) i += n;
	return i;
};

// ---- Words that are joined without a space.

const isAddress = (s, j) => s[j] == colon && s[j + 1] == slash && s[j + 2] == slash;
const joins = (s, j) => joints.has(s[j]) && (letterAt(s, j + 1) > 0 || isAddress(s, j));

/** Returns the end of the joined words whose first one ends at j, and whether they are an identifier. */
const chunk = (s, j, isIdentifier) => {
	let slashes = 0;
	while (j < s.length && joins(s, j)) {
		if (isAddress(s, j)) return [addressEnd(s, j), true];
		if (!isIdentifier && parts(s, j)) break;
		if (s[j] == slash) slashes++;
		isIdentifier ||= slashes == 2 || s[j] != slash && s[j] != hyphen;
		j = runEnd(s, j + 1);
	}
	return [j, isIdentifier];
};

/** Reports whether the joint at j separates, though no space follows: balance.Please, limit:0. */
const parts = (s, j) => s[j] == colon && isDigitCode(s[j + 1]) ||
	(s[j] == colon || s[j] == period) && isUpperCode(s[j + 1]) && isLowerCode(s[j + 2]) && (isLowerCode(s[j - 1]) || isDigitCode(s[j - 1]) || s[j] == colon && isUpperCode(s[j - 1]));

const endsAddress = new Set([..."\"'`<>()[]{}|\\^"].map(code));
const punctuation = new Set([...".,;:!?"].map(code));

/** Returns where a URL ends whose :// is at j. */
const addressEnd = (s, j) => {
	let end = j + "://".length;
	while (end < s.length && 32 < s[end] && s[end] < 0x80 && !endsAddress.has(s[end])) end++;
	while (punctuation.has(s[end - 1])) end--;
	return end;
};

// ---- Quotations.

/** Returns the place from i on of the rune that closes what open opens, the length of the text if there is none. */
const nextClosing = (s, i, open) => {
	for (; i < s.length; i += widthOf(runeAt(s, i))) {
		const r = runeAt(s, i);
		if (!closing.get(open).includes(r)) continue;
		if (r != apostrophe && r != typeset || s[i - 1] > 32 && !letterAt(s, i + widthOf(r))) break;
	}
	return i;
};

// ---- The table: see phrase.Table.

const endWord = 0, endStem = 1, endIdentifier = 2, backward = 3;
const hasStem = 1 << 15, together = 1 << 15;
export const apart = 1 << 15; // rows that have it do not count where it is asked for
const dead = -1;
const window = 32;

/** Returns where a byte leads to from a state of the automaton, undefined if nowhere. */
const edge = (table, state, byte) => {
	return state != dead && table.check_[state + byte] === byte ? table.next_[state + byte] : undefined;
};

/** Returns the bytes of a rune: a text has the same few again and again. */
const encoded = [];
const bytesOf = r => encoded[r] ??= encoder.encode(String.fromCodePoint(r));

/** Leads a cursor on by the bytes of a rune in lowercase. */
const step = (table, cursor, r) => {
	for (const byte of bytesOf(r)) {
		const next = edge(table, cursor.state_, byte);
		if (next === undefined) {
			cursor.state_ = dead;
			return;
		}
		cursor.state_ = next & ~hasStem;
		if (next & hasStem) cursor.stem_ = edge(table, cursor.state_, endStem);
	}
};

/** Returns the signature of the word at i, and where the word ends. */
const lookUp = (table, s, i) => {
	const cursor = {state_: 0, stem_: 0};
	let j = i;
	for (let n; (n = letterAt(s, j) || apostropheAt(s, j)); j += n) {
		const isApostrophe = !letterAt(s, j);
		if (isApostrophe && (s[j + n] | 0x20) == code("s") && !isDigitCode(s[j - 1]) && !goesOn(s, j + n + 1)) { // the account's
			j += n + 1;
			break;
		}
		step(table, cursor, isApostrophe ? apostrophe : lower(runeAt(s, j)));
	}
	const isCamel = s.subarray(i, j).some((c, k, word) => k > 0 && isUpperCode(c) && isLowerCode(word[k - 1]));
	const signature = isCamel ? edge(table, cursor.state_, endIdentifier) ?? 0 : edge(table, cursor.state_, endWord) ?? cursor.stem_;
	return [signature, j];
};

// ---- The reading of one message.

class Run {
	constructor(table, statuses) {
		this.table_ = table;
		this.statuses_ = statuses;
		this.best_ = table.rows_.length / 2;
		this.last_ = new Uint32Array(table.ends_.length); // by state: where it was reached last,
		this.seen_ = new Uint32Array(table.ends_.length); // and, by a bit for each position before, earlier
		this.pos_ = this.sentence_ = window;
		this.pending_ = new Set();
	}

	text_(text) {
		const s = encoder.encode(text);
		this.plain_ = 0; // up to here no word is part of an identifier
		this.closers_ = new Map(); // by the rune that opens: the next one that closes, as far as known
		for (let i = 0; i < s.length; ) i = this.next_(s, i);
		this.endSentence_();
	}

	/** Reads what begins at i, and returns where it ends. */
	next_(s, i) {
		const r = runeAt(s, i), end = i + widthOf(r);
		if (isLetter(r)) return this.word_(s, i);
		if (isAlone(r)) this.alone_(s, end);
		else if (stops.has(r)) this.endSentence_();
		else if (r == period) {
			if (s[i - 2] != period) this.endSentence_(); // e.g. and U.S. end no sentence
		} else if (leading.has(r) && i >= this.plain_ && letterAt(s, end)) {
			const [chunkEnd] = chunk(s, runEnd(s, end), true);
			this.identifier_(s, end, chunkEnd);
			return chunkEnd;
		} else if (closing.has(r)) return this.quoted_(s, i, r) || end;
		return end;
	}

	/** Takes a quotation as one word, and returns where it ends, 0 if it never does. */
	quoted_(s, i, open) {
		if (open == apostrophe && (isLetter(runeBefore(s, i)) || !(s[i + 1] > 32))) return 0;
		const begin = i + widthOf(open);
		if (!(this.closers_.get(open) >= begin)) this.closers_.set(open, nextClosing(s, begin, open));
		const at = this.closers_.get(open);
		if (at == s.length) return 0;
		this.take_(0);
		return at + widthOf(runeAt(s, at));
	}

	/** Reads the word at i, or the identifier that it is part of. */
	word_(s, i) {
		let [signature, j] = lookUp(this.table_, s, i);
		const isFirst = i >= this.plain_;
		if (isDigitCode(s[i])) [signature, j] = this.number_(s, i, j, signature, isFirst);
		if (isFirst && j < s.length && joins(s, j)) {
			const [end, isIdentifier] = chunk(s, j, false);
			if (isIdentifier) {
				this.identifier_(s, i, end);
				return end;
			}
			this.plain_ = end;
		}
		this.take_(signature);
		return j;
	}

	/** Returns the signature and the end of a word that begins with a digit. */
	number_(s, i, j, signature, isFirst) {
		let k = i;
		while (k < j && isDigitCode(s[k])) k++;
		if (k < j) return [signature, j];
		while (isFirst && (s[k] == period || s[k] == code(",")) && isDigitCode(s[k + 1])) {
			for (k++; isDigitCode(s[k]); k++);
			signature = 0;
		}
		if (k > j && goesOn(s, k)) return [0, runEnd(s, k)]; // 11.054s
		const isZero = s.subarray(i, k).every(c => !isDigitCode(c) || c == code("0"));
		return [signature || (isZero ? this.table_.zero_ : this.table_.number_), k];
	}

	/** Takes an identifier as one word. */
	identifier_(s, i, end) {
		const cursor = {state_: 0, stem_: 0}, begin = i;
		for (; i < end && cursor.state_ != dead; i += widthOf(runeAt(s, i))) step(this.table_, cursor, lower(runeAt(s, i)));
		this.take_(edge(this.table_, cursor.state_, endIdentifier) ?? 0);
		if (this.table_.secret_ && secretName.test(decoder.decode(s.subarray(begin, end)))) this.fireAll_(this.table_.secret_, 1);
	}

	/** Takes the rune that ends at j as a word, and all words of the vocabulary that end with it. */
	alone_(s, j) {
		this.pos_++;
		let state = edge(this.table_, 0, backward);
		for (let k = j - 1, n = 0; state !== undefined && k >= 0 && s[k] >= 0x80; k--) {
			state = edge(this.table_, state, s[k]);
			if (state === undefined || (s[k] & 0xC0) == 0x80) continue;
			n++;
			this.fireAll_(edge(this.table_, state, endWord) ?? 0, n);
		}
	}

	/** Continues by one word. */
	take_(signature) {
		this.pos_++;
		this.fireAll_(signature, 1);
	}

	/** Follows the steps of all sets that the last count words satisfy. */
	fireAll_(signature, count) {
		const {sets_: sets, signatures_: signatures} = this.table_;
		for (let k = signatures[signature]; k < signatures[signature + 1]; k++) this.fire_(sets[k], count);
	}

	fire_(set, count) {
		const {steps_: steps, begins_: begins} = this.table_;
		for (let k = 5 * begins[set]; k < 5 * begins[set + 1]; k += 5) {
			const from = steps[k], to = steps[k + 1], first = steps[k + 2], reach = steps[k + 3], statuses = steps[k + 4];
			if (first < this.best_ && statuses & this.statuses_ && (from == 0 || this.before_(from, count) & reach)) this.reach_(to);
		}
	}

	/** Returns where a state was reached before the last count words: bit n if n other words lie between. */
	before_(state, count) {
		const distance = this.pos_ - this.last_[state];
		return distance >= window ? 0 : this.seen_[state] << distance >>> count;
	}

	/** Records that a state is reached, and follows what comes of it. */
	reach_(state) {
		const {ends_: ends, effects_: effects} = this.table_;
		const distance = this.pos_ - this.last_[state];
		if (distance == 0) return;
		this.seen_[state] = distance >= window ? 1 : this.seen_[state] << distance | 1;
		this.last_[state] = this.pos_;
		for (let k = ends[state]; k < ends[state + 1]; k++) {
			if (effects[k] & together) this.fire_(effects[k] & 0xFFF, effects[k] >> 12 & 7);
			else this.hold_(effects[k]);
		}
	}

	/** Records that the pattern of a row occurs. */
	hold_(row) {
		const {rows_: rows} = this.table_;
		const shared = rows[2 * row] & this.statuses_;
		if (row >= this.best_ || !shared || shared & apart) return;
		if (rows[2 * row + 1]) this.pending_.add(row);
		else this.decide_(row);
	}

	/** Records that a row holds. */
	decide_(row) {
		this.best_ = Math.min(this.best_, row);
	}

	/** Decides the rows that waited for the end of the sentence. */
	endSentence_() {
		for (const row of this.pending_) if (!this.isForbidden_(row)) this.decide_(row);
		this.pending_.clear();
		if (this.pos_ == this.sentence_) return;
		this.pos_ += window;
		this.sentence_ = this.pos_;
	}

	/** Reports whether the sentence has what must not occur with the row. */
	isForbidden_(row) {
		const {rows_: rows, nots_: nots} = this.table_;
		const at = rows[2 * row + 1];
		return nots.subarray(at + 1, at + 1 + nots[at]).some(state => this.last_[state] > this.sentence_);
	}
}
