// See replay.hpp.
#include "conformance/judges/replay.hpp"

#include <algorithm>
#include <map>
#include <semaphore>
#include <thread>

#include "conformance/judges/client_stream.hpp"
#include "conformance/judges/short_payloads.hpp"

namespace mqttspec::conformance::judges {

using namespace play;
using model::tracker::Tracker;
using Kind = model::TraceEvent::Kind;

namespace {

// Brokers count in whole seconds, or look at their timers only now and then.
constexpr wire::Time whole_second = 1'000;
// Where there are as many there are soon more than can be followed.
constexpr std::size_t most_explanations = 400;
// Each explanation has a copy of what is on its way.
constexpr std::size_t large_packet = 8'000;
// Whose trace is longer was flooded.
constexpr std::size_t most_events = 1'000;

model::tracker::TrackerSettings settings_for(const Terms& terms, const ReplaySettings& limits) {
  model::tracker::TrackerSettings settings;
  settings.unprompted_closings = limits.unprompted_closings;
  settings.most_steps = limits.most_steps;
  settings.most_explanations = most_explanations;
  settings.enough = limits.enough;
  settings.in_order = limits.in_order;
  settings.shown_before = limits.shown_before;
  settings.learns_numbers = true;
  settings.only_musts = true;
  if (terms.virtual_time) return settings;
  settings.clock.spread = terms.settings.patience;
  settings.clock.early = whole_second;
  settings.clock.late = terms.settings.late_limit;
  return settings;
}

class Replay {
 public:
  Replay(const CaseResult& result, const Terms& terms, const model::Profile& declared,
         const ReplaySettings& limits, const model::FaultSet& faults)
      : result_(result),
        terms_(terms),
        limits_(limits),
        payloads_(result.trace, declared),
        tracker_(declared, settings_for(terms, limits), faults) {}

  Replayed run();

 private:
  bool tell(std::size_t position);
  void rest_until(wire::Time next);
  void rest_at_the_end();
  Replayed outcome(std::size_t position) const;
  bool is_set_aside(std::size_t position) const {
    return std::ranges::find(result_.set_aside, position) != result_.set_aside.end();
  }
  // How long nothing must come until nothing is under way.
  wire::Time quiet() const { return terms_.virtual_time ? 1 : terms_.settings.patience; }

  const CaseResult& result_;
  const Terms& terms_;
  const ReplaySettings& limits_;
  ShortPayloads payloads_;
  Tracker tracker_;
  std::map<model::ConnectionId, ClientStream> streams_;
  wire::Time last_ = 0;
};

// What should have come by then may be late: only if nothing else explains what follows, or at the
// end, it is missing.
void Replay::rest_until(wire::Time next) {
  if (next < last_ + quiet()) return;
  if (terms_.virtual_time) return tracker_.rest(next - 1);
  auto resting = tracker_;
  resting.rest(next - 1);
  if (resting.explained() == Explained::yes) tracker_ = std::move(resting);
}

void Replay::rest_at_the_end() {
  if (result_.duration >= last_ + quiet()) tracker_.rest(result_.duration);
}

Replayed Replay::outcome(std::size_t position) const {
  return {tracker_.explained(), position,         tracker_.text(),
          tracker_.steps(),     tracker_.fired(), tracker_.conditions()};
}

bool Replay::tell(std::size_t position) {
  auto event = payloads_.shortened(result_.trace[position]);
  // What arrives while a connection is closed has a time before that of the closing.
  event.at = std::max(event.at, last_);
  rest_until(event.at);
  last_ = event.at;
  // Nobody has to wait for a Client that says nothing: it is the same as if that had left.
  if (event.kind == Kind::server_closed && !streams_.contains(event.connection))
    event.kind = Kind::client_closed;
  if (event.kind == Kind::client_packet || event.kind == Kind::client_garbage) {
    for (const auto& each : streams_[event.connection].take(event)) tracker_.observe(each);
  } else if (!is_set_aside(position)) {
    tracker_.observe(event);
  }
  return tracker_.explained() == Explained::yes && tracker_.steps() <= limits_.most_steps;
}

Replayed Replay::run() {
  for (std::size_t i = 0; i < result_.trace.size(); ++i) {
    if (tell(i)) continue;
    auto replayed = outcome(i);
    if (replayed.explained == Explained::yes) replayed.explained = Explained::unknown;
    return replayed;
  }
  rest_at_the_end();
  return outcome(result_.trace.size());
}

}  // namespace

unsigned permitted_closings(const Terms& terms) { return terms.virtual_time ? 0 : 1'000; }

bool is_too_large(const model::Trace& trace, const model::Profile& declared) {
  const ShortPayloads payloads(trace, declared);
  return trace.size() > most_events || std::ranges::any_of(trace, [&](const auto& event) {
           return event.bytes && event.bytes->size() > large_packet &&
                  payloads.shortened(event).bytes->size() > large_packet;
         });
}

Replayed replay(const CaseResult& result, const Terms& terms, const model::Profile& declared,
                const ReplaySettings& settings, const model::FaultSet& faults) {
  // Where all explanations are looked for there may be many large ones at a time.
  static std::counting_semaphore<> free_processors(
      std::max(1U, std::thread::hardware_concurrency()));
  if (settings.enough != 0) return Replay(result, terms, declared, settings, faults).run();
  free_processors.acquire();
  auto replayed = Replay(result, terms, declared, settings, faults).run();
  free_processors.release();
  return replayed;
}

}  // namespace mqttspec::conformance::judges
