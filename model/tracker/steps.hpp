// The steps that an unknown broker may take unseen: look at what a Client sent, or let time pass.
#pragma once

#include <memory>
#include <vector>

#include "model/fault.hpp"
#include "model/rule_set.hpp"
#include "model/tracker/hypothesis.hpp"
#include "model/tracker/ways.hpp"

namespace mqttspec::model::tracker {

/// One thing that a Client did, for the broker to look at.
struct ClientInput {
  Time at = 0;
  std::vector<Input> readings;  // one, or two where a packet may be taken in two ways
  bool is_end = false;          // the connection ended
  std::size_t number = 0;       // grows in the order in which Clients did things
  Arrival arrival = Arrival::whole;
  std::shared_ptr<const void> owner;  // of what the inputs borrow
};

/// A Network Connection as the Client's end knows it.
struct Line {
  ConnectionId connection = 0;
  Version version = Version::v5_0;
  bool left = false;  // by the Client, which sees nothing of it any more
  std::vector<ClientInput> inputs;
  std::vector<TopicAliasMapping> aliases;  // that the broker has set
  std::uint16_t topic_alias_maximum = 0;   // what the Client asked for in CONNECT
  std::optional<std::uint32_t> maximum_packet_size;
  bool wants_problem_information = true;
};

/// How far the times of the trace may be from those of the broker, in milliseconds.
struct Clock {
  Time spread = 0;  // what Clients sent within it may have arrived in any order
  Time early = 0;   // what is due by itself may happen so much before its time
  Time late = 0;    // … and so much after it
};

/// What is waited for; the steps may use it to leave out what cannot lead to it.
struct Awaited {
  ConnectionId connection = 0;
  const owned::Packet* packet = nullptr;
};

class UnseenSteps {
 public:
  /// `loses_input`: what a Client sent just before it left may be lost. `faults`: the broker that
  /// is looked for may have one. Whether it works in a step is decided here.
  UnseenSteps(const Profile& declared, bool loses_input, const Clock& clock,
              const FaultSet& faults);

  /// From now on the broker looks at what Clients did in the order in which they did it.
  void keep_order() { in_order_ = true; }
  /// From now on no more than so many ways of one step are taken.
  void limit_ways(std::size_t most) { most_ways_ = most; }
  /// True if some step had more.
  bool had_more_ways() const { return had_more_ways_; }

  /// Adds every explanation that is one step away from this one and is not later than `now`.
  void take(Hypothesis from, const std::vector<Line>& lines, Time now, const Awaited& awaited,
            Hypotheses& to);

  /// Adds the ways in which the broker may do this at once.
  void perform(const Hypothesis& from, const Input& input, const Awaited& awaited, Hypotheses& to);
  /// True if nothing is left to look at and nothing is due until `now`.
  bool is_done(const Hypothesis& hypothesis, const std::vector<Line>& lines, Time now) const;
  /// True if nothing must have happened by itself until `now`.
  bool is_idle(const Hypothesis& hypothesis, Time now) const;
  /// A Client has opened a connection.
  void open(Hypothesis& hypothesis, ConnectionId connection, Time at) const;
  /// Lets time come to `now`, or to what is due before that.
  void pass(Hypothesis& hypothesis, Time now) const;
  /// The statements that all steps together have applied.
  const RuleSet& fired() const { return fired_; }

 private:
  void look_at(Hypothesis from, const Line& line, const Awaited& awaited, Hypotheses& to);
  void perform_with(const FaultSet& working, const Hypothesis& from, const Input& input,
                    const Awaited& awaited, Hypotheses& to);
  bool go_all(const FaultSet& working, const Hypothesis& from, const Input& input, Ways& ways,
              Hypotheses& to);
  /// The fault, unless it is not known when it works.
  FaultSet always() const { return is_conditional_ ? FaultSet() : faults_; }
  void collect(const Hypothesis& from, Hypothesis& next, const Input& input);

  Profile profile_;
  bool loses_input_;
  bool in_order_ = false;
  std::size_t most_ways_ = 20'000;
  bool had_more_ways_ = false;
  Clock clock_;
  FaultSet faults_;
  bool is_conditional_;
  Arrival arrival_ = Arrival::whole;  // of what is looked at
  std::vector<Output> outputs_;
  RuleSet fired_;
};

}  // namespace mqttspec::model::tracker
