// See client_opinion.hpp.
#include "conformance/judges/client_opinion.hpp"

#include <algorithm>

#include "model/client_tracker/client_tracker.hpp"

namespace mqttspec::conformance::judges {

using namespace play;
using circumstances::CircumstanceId;
using model::client_tracker::ClientTracker;
using model::client_tracker::ClientTrackerSettings;

namespace {

// Whose trace is longer was flooded.
constexpr std::size_t most_client_events = 2'000;
constexpr std::size_t most_client_steps = 20'000;
constexpr std::size_t most_like = 3;

ClientTrackerSettings settings_of(const World& world, const ClientTerms& terms, bool may_close) {
  ClientTrackerSettings settings;
  settings.is_prompt = terms.virtual_time;
  settings.may_close = may_close;
  settings.is_fresh = !world.has(CircumstanceId::second_time) &&
                      !world.has(CircumstanceId::tenth_time) && !world.has(CircumstanceId::resumed);
  settings.may_keep_session = world.has(CircumstanceId::lasting_sessions);
  settings.most_steps = most_client_steps;
  return settings;
}

// The trace of a case, told to a tracker event by event, with what the application wanted between.
class Telling {
 public:
  Telling(const CaseResult& result, const ClientTerms& terms, bool may_close,
          const model::client::FaultSet& faults)
      : result_(result), tracker_(settings_of(result.world, terms, may_close), faults) {
    // Elsewhere time passes while what came before is not told yet.
    may_rest_ = terms.virtual_time && result.world.is_plain();
  }

  SecondOpinion tell() {
    const auto& trace = result_.trace;
    for (std::size_t i = 0; i < trace.size() && goes_on(); ++i) {
      if (may_rest_ && trace[i].at > last_) tracker_.rest();
      if (!goes_on()) return outcome(i);
      last_ = std::max(last_, trace[i].at);
      ask_before(i);
      tracker_.observe(trace[i]);
      if (!goes_on()) return outcome(i);
    }
    if (may_rest_ && result_.duration > last_) tracker_.rest();
    return outcome(trace.size());
  }

 private:
  bool goes_on() const { return tracker_.explained() == Explained::yes; }

  void ask_before(std::size_t event) {
    for (; next_ < result_.wanted.size() && result_.wanted[next_].before <= event; ++next_) {
      const auto& each = result_.wanted[next_];
      if (std::holds_alternative<owned::Connack>(each.packet))
        tracker_.is_up();
      else
        tracker_.ask(each.packet, each.times);
    }
  }

  SecondOpinion outcome(std::size_t event) const {
    return {tracker_.explained(), event, tracker_.text(), tracker_.steps(), tracker_.fired()};
  }

  const CaseResult& result_;
  ClientTracker tracker_;
  bool may_rest_ = false;
  std::size_t next_ = 0;
  wire::Time last_ = 0;
};

SecondOpinion opinion_of(const CaseResult& result, const ClientTerms& terms, bool may_close,
                         const model::client::FaultSet& faults) {
  if (!result.not_to_be_followed.empty()) return {Explained::unknown, 0, result.not_to_be_followed};
  if (result.trace.size() > most_client_events)
    return {Explained::unknown, 0, "the trace is too large to be followed"};
  auto opinion = Telling(result, terms, may_close, faults).tell();
  if (opinion.explained == Explained::unknown && opinion.text.empty())
    opinion.text = "what a Client makes of what no Server may send is not followed";
  return opinion;
}

// A closing needs a cause here: a fault may be one.
constexpr bool may_close_as_if = false;

}  // namespace

SecondOpinion client_opinion(const CaseResult& result, const ClientTerms& terms,
                             const model::client::FaultSet& faults) {
  return opinion_of(result, terms, !terms.virtual_time, faults);
}

std::vector<ClientSuspicion> client_suspicions(Version version, const Accused& accused) {
  std::vector<ClientSuspicion> first;
  std::vector<ClientSuspicion> others;
  for (const auto& row : model::client::faults()) {
    const auto broken = row.cited.of(version);
    if (!broken) continue;
    const bool is_accused = accused.contains(*broken);
    (is_accused ? first : others)
        .push_back({model::client::FaultSet::of(row.id), std::string(row.text), is_accused});
  }
  std::ranges::move(others, std::back_inserter(first));
  return first;
}

std::vector<std::string> attribute_client(const CaseResult& result, const ClientTerms& terms,
                                          const std::vector<ClientSuspicion>& suspicions) {
  std::vector<std::string> like;
  if (opinion_of(result, terms, may_close_as_if, {}).explained != Explained::no) return like;
  for (const auto& each : suspicions) {
    if (like.size() == most_like) break;
    if (opinion_of(result, terms, may_close_as_if, each.faults).explained == Explained::yes)
      like.push_back(each.text);
  }
  return like;
}

std::optional<std::string> client_culprit(const CaseResult& result, const ClientTerms& terms,
                                          const std::vector<ClientSuspicion>& suspicions) {
  const auto right = client_opinion(result, terms);
  for (const auto& each : suspicions) {
    const auto faulty = client_opinion(result, terms, each.faults);
    if (faulty.explained == Explained::yes || faulty.event > right.event) return each.text;
  }
  return std::nullopt;
}

}  // namespace mqttspec::conformance::judges
