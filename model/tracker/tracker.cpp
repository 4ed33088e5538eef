// See tracker.hpp.
#include "model/tracker/tracker.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <unordered_set>

#include "codec/notation.hpp"
#include "codec/owned.hpp"
#include "model/tracker/line.hpp"

namespace mqttspec::model::tracker {

using Kind = TraceEvent::Kind;

namespace {

/// Takes each explanation once.
class Collector {
 public:
  explicit Collector(Hypotheses& all) : all_(all) {}
  void add(Hypotheses& more) {
    for (auto& each : more) {
      // Most often there is one, which need not be compared.
      if (all_.size() == 1 && known_.empty()) known_.insert(fingerprint(all_.front()));
      if (all_.empty() || known_.insert(fingerprint(each)).second) all_.push_back(std::move(each));
    }
    more.clear();
  }

 private:
  Hypotheses& all_;
  std::unordered_set<std::uint64_t> known_;
};

/// Explanations to go on from: those found first come first, or those found last.
class Agenda {
 public:
  enum class First : std::uint8_t { found_first, found_last };

  explicit Agenda(First first) : first_(first) {}
  bool empty() const { return at_ == open_.size(); }
  std::size_t size() const { return open_.size() - at_; }
  /// In the order of the range, either way.
  template <class Iterator>
  void add(Iterator begin, Iterator end) {
    if (first_ == First::found_first)
      open_.insert(open_.end(), begin, end);
    else
      open_.insert(open_.end(), std::reverse_iterator(end), std::reverse_iterator(begin));
  }
  Hypothesis take() {
    if (first_ == First::found_first) return std::move(open_[at_++]);
    auto last = std::move(open_.back());
    open_.pop_back();
    return last;
  }

 private:
  Hypotheses open_;
  std::size_t at_ = 0;  // those before have been taken
  First first_;
};

std::string in_words(const Expected& expected, Version version) {
  if (expected.is_close) return "closing the connection";
  return to_text(expected.packet, version) + (expected.optional ? " (if it likes)" : "");
}

/// Forgets what was never sent.
void settle(Hypothesis& hypothesis) {
  for (auto& wire : hypothesis.wires)
    std::erase_if(wire.pending, [](const auto& pending) { return pending->optional; });
}

}  // namespace

Tracker::Tracker(const Profile& declared, const TrackerSettings& settings, const FaultSet& faults)
    : unordered_topic_(declared.unordered_topic),
      settings_(settings),
      declared_(declared),
      steps_(declared, settings.loses_input, settings.clock, faults),
      faults_(faults),
      explanations_(1) {
  if (faults.possible_conditions().any())
    explanations_.front().condition = std::make_shared<const ConditionKnown>(
        ConditionKnown{faults.possible_conditions(), settings.shown_before});
  constexpr std::size_t few_ways = 64;
  const bool in_order = settings.enough != 0 || settings.in_order;
  steps_.limit_ways(in_order ? few_ways : settings.most_steps);
  if (in_order) steps_.keep_order();
}

Line* Tracker::find_line(ConnectionId connection) {
  const auto place = std::ranges::find(lines_, connection, &Line::connection);
  return place == lines_.end() ? nullptr : &*place;
}

Version Tracker::version_of(ConnectionId connection) {
  const auto* line = find_line(connection);
  return line == nullptr ? Version::v5_0 : line->version;
}

void Tracker::reject(std::string text) {
  explained_ = settings_.enough == 0 ? Explained::no : Explained::unknown;
  event_ = events_ - 1;
  text_ = std::move(text);
}

Tracker::Then Tracker::then(bool is_certain, const Hypotheses& found) const {
  if (settings_.enough != 0 && found.size() >= settings_.enough) return Then::end_search;
  return is_certain ? Then::stop_here : Then::carry_on;
}

/// Calls accept() for every explanation that unseen steps lead to; it says which of them are
/// carried further. The likeliest come first where not all are wanted.
template <class Accept>
void Tracker::search(Time now, const Awaited& awaited, const Accept& accept) {
  std::unordered_set<std::uint64_t> known;
  Hypotheses next;
  // Where not all are wanted, hardly any comes twice.
  const bool merges = settings_.enough == 0;
  Agenda open(merges ? Agenda::First::found_first : Agenda::First::found_last);
  // And nobody asks for the old ones if a packet has no explanation.
  if (!merges && awaited.packet != nullptr)
    open.add(std::make_move_iterator(explanations_.begin()),
             std::make_move_iterator(explanations_.end()));
  else
    open.add(explanations_.begin(), explanations_.end());
  // Each step of a right broker leads on: as long as there is one way, none comes twice.
  bool branches = faults_.any() || open.size() > 1;
  if (merges && branches)
    for (const auto& each : explanations_) known.insert(fingerprint(each));
  std::size_t taken = 0;
  while (!open.empty()) {
    auto each = open.take();
    next.clear();
    const auto then = accept(each);
    if (then == Then::end_search) break;
    if (then == Then::stop_here) continue;
    steps_.take(std::move(each), lines_, now, awaited, next);
    taken += next.size();
    if (taken > settings_.most_steps || (merges && steps_.had_more_ways())) {
      explained_ = Explained::unknown;
      break;
    }
    branches = branches || next.size() > 1;
    const auto is_known = [&](const Hypothesis& other) {
      return !known.insert(fingerprint(other)).second;
    };
    if (merges && branches)
      next.erase(std::remove_if(next.begin(), next.end(), is_known), next.end());
    open.add(std::make_move_iterator(next.begin()), std::make_move_iterator(next.end()));
  }
  steps_taken_ += taken;
}

void Tracker::keep(Hypotheses found) {
  explanations_ = std::move(found);
  if (explanations_.size() > settings_.most_explanations) explained_ = Explained::unknown;
  for (auto& line : lines_) {
    if (line.inputs.size() < 64) continue;
    const auto is_done = [&](const Hypothesis& each) {
      const auto* wire = find_wire(each, line.connection);
      return wire == nullptr || wire->closed || wire->taken == line.inputs.size();
    };
    if (!std::ranges::all_of(explanations_, is_done)) continue;
    line.inputs.clear();
    for (auto& each : explanations_)
      if (auto* wire = find_wire(each, line.connection)) wire->taken = 0;
  }
}

conditions::ConditionSet Tracker::conditions() const {
  conditions::ConditionSet fits;
  for (const auto& each : explanations_)
    if (each.condition) fits |= each.condition->fits;
  return fits;
}

void Tracker::observe(const TraceEvent& event, const Malformed* garbage) {
  ++events_;
  if (explained_ != Explained::yes) return;
  switch (event.kind) {
    case Kind::opened:
      return on_opened(event);
    case Kind::client_packet:
    case Kind::client_garbage:
      return on_sent(event, garbage);
    case Kind::server_packet:
      return on_packet(event);
    case Kind::server_garbage:
      return reject(fmt::format("bytes that are no packet on connection {}", event.connection));
    case Kind::client_closed:
      return on_left(event);
    case Kind::server_closed:
      return on_closing(event);
  }
}

void Tracker::on_opened(const TraceEvent& event) {
  if (find_line(event.connection) != nullptr) return;
  Line line;
  line.connection = event.connection;
  lines_.push_back(std::move(line));
  for (auto& each : explanations_) steps_.open(each, event.connection, event.at);
}

void Tracker::on_sent(const TraceEvent& event, const Malformed* garbage) {
  auto* line = find_line(event.connection);
  if (line == nullptr) return;
  line->version = event.version;
  if (event.packet && line->inputs.empty()) note_wishes(*line, *event.packet);
  auto sent = sent_by(event, garbage, declared_, faults_);
  sent.number = events_;
  sent.arrival = event.arrival;
  if (!sent.readings.empty()) line->inputs.push_back(std::move(sent));
}

void Tracker::on_left(const TraceEvent& event) {
  auto* line = find_line(event.connection);
  if (line == nullptr) return;
  line->left = true;
  ClientInput end;
  end.at = event.at;
  end.is_end = true;
  end.number = events_;
  end.readings.push_back(Ended{event.connection});
  line->inputs.push_back(std::move(end));
  Hypotheses merged;
  Collector collector(merged);
  for (auto& each : explanations_)
    if (auto* wire = find_wire(each, event.connection)) {
      wire->left = true;
      wire->pending.clear();
      if (wire->closed)
        std::erase_if(each.wires,
                      [&](const Wire& other) { return other.connection == event.connection; });
    }
  collector.add(explanations_);
  keep(std::move(merged));
}

void Tracker::on_packet(const TraceEvent& event) {
  auto* line = find_line(event.connection);
  if (line == nullptr || !event.packet) return;
  const auto type = type_of(*event.packet);
  // Of either version: who asks for an unknown one is refused in another.
  if (!may_send(Version::v5_0, Sender::server, type))
    return reject(fmt::format("{} on connection {}, which no broker sends", to_string(type),
                              event.connection));
  auto packet = to_owned(*event.packet);
  if (const auto objection = objection_to(*line, event, packet); objection && !faults_.any())
    return reject(fmt::format("{} on connection {} {}", to_text(packet, event.version),
                              event.connection, *objection));
  explain({event.connection, event.at, std::move(packet)});
}

void Tracker::on_closing(const TraceEvent& event) {
  if (find_line(event.connection) == nullptr) return;
  explain({event.connection, event.at, std::nullopt});
  std::erase_if(lines_, [&](const Line& line) { return line.connection == event.connection; });
}

void Tracker::explain(const Seen& seen) {
  const Awaited awaited{seen.connection, seen.packet ? &*seen.packet : nullptr};
  const Leniency leniency{unordered_topic_, settings_.closing_loses_output,
                          settings_.learns_numbers, settings_.only_musts, faults_.any()};
  Hypotheses found;
  Hypotheses matching;
  Collector collector(found);
  search(seen.at, awaited, [&](const Hypothesis& each) {
    const bool certain = match(each, seen, leniency, matching);
    collector.add(matching);
    return then(certain, found);
  });
  if (explained_ != Explained::yes) return;
  if (!found.empty()) return keep(std::move(found));
  if (!seen.packet && settings_.unprompted_closings != 0) return close_unprompted(seen);
  reject(fmt::format("{} on connection {} at {} ms; possible instead: {}",
                     seen.packet ? to_text(*seen.packet, version_of(seen.connection)) : "closing",
                     seen.connection, seen.at, alternatives(seen.connection, seen.at)));
}

void Tracker::close_unprompted(const Seen& seen) {
  --settings_.unprompted_closings;
  Hypotheses found;
  Hypotheses ended;
  Collector collector(found);
  search(seen.at, {}, [&](const Hypothesis& each) {
    auto base = each;
    std::erase_if(base.wires, [&](const Wire& wire) { return wire.connection == seen.connection; });
    steps_.perform(base, Ended{seen.connection}, {}, ended);
    collector.add(ended);
    return then(false, found);
  });
  keep(std::move(found));
}

void Tracker::rest(Time at) {
  ++events_;
  if (explained_ != Explained::yes) return;
  Hypotheses found;
  Hypotheses resting;
  std::set<std::string> missing;
  Collector collector(found);
  search(at, {}, [&](const Hypothesis& each) {
    if (steps_.is_done(each, lines_, at)) {
      if (may_rest(each, at)) {
        resting.push_back(each);
        steps_.pass(resting.back(), at);
        settle(resting.back());
        collector.add(resting);
      } else {
        for (const auto& wire : each.wires)
          for (const auto& pending : wire.pending)
            if (!pending->optional)
              missing.insert(fmt::format("{} on connection {}",
                                         in_words(*pending, version_of(wire.connection)),
                                         wire.connection));
      }
    }
    return then(false, found);
  });
  if (explained_ != Explained::yes) return;
  if (!found.empty()) return keep(std::move(found));
  std::string text;
  for (const auto& each : missing) text += (text.empty() ? "" : "; ") + each;
  reject(fmt::format("rest at {} ms, but what must have come has not: {}", at, text));
}

void Tracker::restart(bool state_kept, Time at) {
  ++events_;
  if (explained_ != Explained::yes) return;
  Hypotheses found;
  Hypotheses restarted;
  Collector collector(found);
  search(at, {}, [&](const Hypothesis& each) {
    if (!steps_.is_idle(each, at)) return Then::carry_on;
    auto base = each;
    base.wires.clear();
    steps_.pass(base, at);
    steps_.perform(base, Restarted{state_kept}, {}, restarted);
    collector.add(restarted);
    return then(false, found);
  });
  lines_.clear();
  keep(std::move(found));
}

std::string Tracker::alternatives(ConnectionId connection, Time now) {
  if (settings_.enough != 0) return "what was not looked for";
  std::set<std::string> texts;
  search(now, {}, [&](const Hypothesis& each) {
    if (const auto* wire = find_wire(each, connection))
      for (const auto& pending : wire->pending)
        texts.insert(in_words(*pending, version_of(connection)));
    return Then::carry_on;
  });
  std::string text;
  constexpr std::size_t enough = 8;
  std::size_t shown = 0;
  for (const auto& each : texts) {
    if (shown++ == enough) return text + "; …";
    text += (text.empty() ? "" : "; ") + each;
  }
  return text.empty() ? "nothing" : text;
}

}  // namespace mqttspec::model::tracker
