// The reader of the site: it is loaded after the rules when somebody pastes a
// response, and asks rules and generic layer as package apierr does. The names of
// what it returns are for others to use, and stay as they are.
import { judge } from "./judge.js";
import { open } from "./open.js";
import { readPasted } from "./pasted.js";
import { rules } from "./rules.js";
import { take } from "./text.js";

// errbookReader returns what each provider, or the one of an id, makes of a text
// that was pasted, and as the last what the generic layer alone makes of it: {}
// where it is not an error. Tests hand over a response in place of a text.
globalThis.errbookReader = (input, id, status) => {
  const given = input.headers_ ? input : readPasted(input), {host_: host} = given;
  given.status_ ||= +status || 0;
  const response = {...open(given), seen_: []};
  errbookReader.given = {headers: given.headers_, status: given.status_, body: given.body_};
  const asked = rules.providers_.filter(provider => !provider.id_ || (id ? provider.id_ == id : !host || take(provider.hosts_, host) != null));
  return asked.map(provider => {
    const found = judge(provider, response);
    return found ? finding(provider, found) : {};
  });
};

// finding is a verdict in words.
const finding = (provider, found) => {
  const kind = rules.kinds_[found.kind_], entry = provider.errors_[found.entry_], usual = entry?.retry_ ?? kind.retry_;
  const advice = rules.retries_[Math.min(usual, found.most_ ?? usual)];
  return {
    provider: provider.id_, kind: kind.name_, match: found.match_, weight: found.weight_ ?? found.match_, retry: advice.name_,
    code: entry && provider.prefix_ + entry.name_, title: entry?.title_ || kind.name_,
    note: entry ? provider.label_ + entry.name_ : advice.note_,
    dir: entry ? provider.id_ + "/" + entry.slug_ : "kinds/" + kind.name_,
  };
};
