// See plain_run.hpp.
#include "conformance/search/plain_run.hpp"

#include <algorithm>
#include <vector>

#include "model/broker/reference_broker.hpp"

namespace mqttspec::conformance::search {

using Kind = model::TraceEvent::Kind;
using model::broker::WireAction;

namespace {

class PlainRun {
 public:
  explicit PlainRun(const model::Profile& profile) : broker_(profile, {}) {}

  /// False if the broker does something else.
  bool take(const model::TraceEvent& event);
  /// False if something is missing.
  bool rest(model::Time at);
  const model::RuleSet& fired() const { return broker_.fired(); }

 private:
  /// A Network Connection, and what is on its way to the Client.
  struct Line {
    model::ConnectionId seen;
    model::ConnectionId in_broker;
    bool over = false;  // for one of the two
    std::vector<WireAction> due = {};
    std::size_t come = 0;  // of `due`
  };

  Line* find(model::ConnectionId seen) {
    const auto found = std::ranges::find(lines_, seen, &Line::seen);
    return found == lines_.end() ? nullptr : &*found;
  }
  void advance(model::Time to);
  void add(std::vector<WireAction> actions);
  bool comes(Line& line, const model::TraceEvent& event);

  model::broker::ReferenceBroker broker_;
  std::vector<Line> lines_;
};

void PlainRun::add(std::vector<WireAction> actions) {
  for (auto& action : actions) {
    const auto line = std::ranges::find(lines_, action.connection, &Line::in_broker);
    if (line == lines_.end() || line->over) continue;
    line->over = action.close;
    line->due.push_back(std::move(action));
  }
}

void PlainRun::advance(model::Time to) {
  while (broker_.now() < to) {
    const auto next = broker_.next_deadline().value_or(to);
    add(broker_.advance(next > broker_.now() ? std::min(next, to) : to));
  }
}

bool PlainRun::comes(Line& line, const model::TraceEvent& event) {
  if (line.come == line.due.size()) return false;
  const auto& next = line.due[line.come++];
  if (event.kind == Kind::server_closed) return next.close;
  return event.bytes && next.bytes == *event.bytes;
}

bool PlainRun::take(const model::TraceEvent& event) {
  advance(event.at);
  if (event.kind == Kind::opened) {
    lines_.push_back({event.connection, broker_.open()});
    return true;
  }
  auto* const line = find(event.connection);
  if (line == nullptr) return false;
  switch (event.kind) {
    case Kind::client_packet:
    case Kind::client_garbage:
      add(broker_.receive(line->in_broker, Bytes(*event.bytes)));
      return true;
    case Kind::client_closed:
      line->over = true;
      line->due.clear();
      line->come = 0;
      add(broker_.end(line->in_broker));
      return true;
    case Kind::server_packet:
    case Kind::server_closed:
      return comes(*line, event);
    default:
      return false;
  }
}

bool PlainRun::rest(model::Time at) {
  advance(at);
  return std::ranges::all_of(lines_, [](const Line& line) { return line.come == line.due.size(); });
}

}  // namespace

std::optional<model::RuleSet> plain_run(const play::CaseResult& result,
                                        const model::Profile& profile) {
  PlainRun run(profile);
  for (const auto& event : result.trace)
    if (!run.take(event)) return std::nullopt;
  if (!run.rest(result.duration)) return std::nullopt;
  return run.fired();
}

}  // namespace mqttspec::conformance::search
