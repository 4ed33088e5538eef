// The tracker: told what Clients sent and what reached them, it keeps every explanation that the
// model of a broker has for it, and says when there is none left. It knows nothing of the broker
// but what it declares to be able to do.
//
// How it works. An explanation (hypothesis.hpp) is a state of the model together with what each
// connection has in transit. What Clients send is only noted. When something arrives from the
// broker, each explanation is carried on by unseen steps (steps.hpp), in all orders of inputs from
// different connections (F01) and all ways of the model's freedoms (ways.hpp), until it can have
// sent the thing on that connection, and not further; what cannot is dropped. Equal explanations
// are merged.
//
// Freedoms about which packets come, when, and in which words are not enumerated. The model is run
// as the most forthcoming broker: whatever it may send it sends at once, and what it sends may
// arrive at any later time, in any order that no statement rules out (match.hpp), or never if it
// was only permitted. Holding messages back (F12), for one, is then the same as their being long
// under way. Where this would not do, because a limit to quota or size makes an early packet
// displace another, the freedoms are enumerated after all.
//
// Names that the broker chooses are learned when they are first seen and then written into the
// explanation: Packet Identifiers, Client Identifiers, challenges. Topic Aliases are resolved.
//
// Time. Those of the trace are taken for the broker's own: what a Client sends at a time is looked
// at before time goes on, and all that is due by then has happened before. A caller whose clock is
// not that good says how far it may be off (Clock in steps.hpp).
//
// What it does not see, on purpose (rather lenient than unjust): which failure a Reason Code from
// 0x80 on names; Reason Strings and User Properties of reports; the order of acknowledgements;
// texts that a broker makes up, as Response Information. Retransmissions in 3.1.1 (F19) are taken
// at any time. A broker that closes without a cause (F18) has a budget for it.
//
// What it takes for granted beyond the Standards: messages that wait for quota go out in the order
// of their arrival, whatever their topics; a Will that dawdles (F15) does so for a second; a Client
// does not use a Client Identifier that the broker made up before it was told of it.
#pragma once

#include <string>
#include <vector>

#include "model/profile.hpp"
#include "model/trace.hpp"
#include "model/tracker/match.hpp"

namespace mqttspec::model::tracker {

/// What may be wrong with the observation, and how much the tracker may spend.
struct TrackerSettings {
  bool loses_input = true;           // what a Client sent before it left may never have arrived
  bool closing_loses_output = true;  // nor what the broker sent before it closed
  unsigned unprompted_closings = 0;  // that are accepted without a cause (F18)
  bool learns_numbers = false;       // Keep Alive and Session Expiry Interval are what CONNACK says
  bool only_musts = false;  // what a PUBLISH says against rules that are no MUST is taken, too
  Clock clock = {};
  std::size_t most_explanations = 1'000;
  std::size_t most_steps = 20'000;  // for one event
  bool in_order = false;  // the broker looks at what Clients did in the order in which they did it
  // With so many explanations of an event no others are looked for, and it is in_order. Those that
  // are there are proof; when there are none any more, it is unknown.
  std::size_t enough = 0;  // 0: all
  // How often a fault that works under a condition has shown before the trace begins.
  unsigned shown_before = 0;
};

enum class Explained : std::uint8_t {
  yes,
  no,       // no broker with these capabilities that follows the Standard does this
  unknown,  // there were more explanations than there is room for
};

class Tracker {
 public:
  /// `declared`: what the broker can do and where its administrator limits it. How it uses the
  /// freedoms of the Standard is found out, whatever the profile says. It has to outlive the
  /// tracker. With a fault it keeps what explains a broker that has it, always, or whenever one of
  /// its possible conditions holds.
  explicit Tracker(const Profile& declared, const TrackerSettings& settings = {},
                   const FaultSet& faults = {});

  /// Takes the next observation. Garbage from a Client is read from its bytes, unless it is given.
  void observe(const TraceEvent& event, const Malformed* garbage = nullptr);
  /// Nothing is in transit, and nothing will come of what was sent so far: what had to come and did
  /// not, never will.
  void rest(Time at);
  /// The broker's process ended and started again.
  void restart(bool state_kept, Time at);

  Explained explained() const { return explained_; }
  /// Which observation could not be explained, counted from 0 with rests and restarts.
  std::size_t event() const { return event_; }
  /// What it was, and what would have been possible instead.
  const std::string& text() const { return text_; }

  std::size_t explanations() const { return explanations_.size(); }
  /// Steps of the model that were taken so far, and the statements that they applied.
  std::size_t steps() const { return steps_taken_; }
  const RuleSet& fired() const { return steps_.fired(); }
  /// The conditions that the fault may have, by what was seen so far.
  conditions::ConditionSet conditions() const;

 private:
  /// What is to become of an explanation that a search has come to.
  enum class Then : std::uint8_t { carry_on, stop_here, end_search };
  template <class Accept>
  void search(Time now, const Awaited& awaited, const Accept& accept);
  Then then(bool is_certain, const Hypotheses& found) const;
  Line* find_line(ConnectionId connection);
  Version version_of(ConnectionId connection);
  void on_opened(const TraceEvent& event);
  void on_sent(const TraceEvent& event, const Malformed* garbage);
  void on_left(const TraceEvent& event);
  void on_packet(const TraceEvent& event);
  void on_closing(const TraceEvent& event);
  void explain(const Seen& seen);
  void close_unprompted(const Seen& seen);
  void keep(Hypotheses found);
  void reject(std::string text);
  std::string alternatives(ConnectionId connection, Time now);

  std::string_view unordered_topic_;
  TrackerSettings settings_;
  Profile declared_;
  UnseenSteps steps_;
  FaultSet faults_;
  std::vector<Line> lines_;
  Hypotheses explanations_;
  Explained explained_ = Explained::yes;
  std::size_t events_ = 0;
  std::size_t event_ = 0;
  std::size_t steps_taken_ = 0;
  std::string text_;
};

}  // namespace mqttspec::model::tracker
