// The steps that an unknown broker may take unseen: look at what a Client sent, or let time pass.
#pragma once

#include <memory>
#include <vector>

#include "model/rule_set.hpp"
#include "model/tracker/hypothesis.hpp"
#include "model/tracker/ways.hpp"

namespace mqttspec::model::tracker {

/// One thing that a Client did, for the broker to look at.
struct ClientInput {
  Time at = 0;
  std::vector<Input> readings;        // one, or two where a packet may be taken in two ways
  bool is_end = false;                // the connection ended
  std::shared_ptr<const void> owner;  // of what the inputs borrow
};

/// A Network Connection as the Client's end knows it.
struct Line {
  ConnectionId connection = 0;
  bool left = false;  // by the Client, which sees nothing of it any more
  std::vector<ClientInput> inputs;
  std::vector<TopicAliasMapping> aliases;  // that the broker has set
  std::uint16_t topic_alias_maximum = 0;   // what the Client asked for in CONNECT
  std::optional<std::uint32_t> maximum_packet_size;
  bool wants_problem_information = true;
};

/// What is waited for; the steps may use it to leave out what cannot lead to it.
struct Awaited {
  ConnectionId connection = 0;
  const owned::Packet* packet = nullptr;
};

class UnseenSteps {
 public:
  /// `loses_input`: what a Client sent just before it left may be lost.
  UnseenSteps(const Profile& declared, bool loses_input);

  /// Adds every explanation that is one step away from this one and is not later than `now`.
  void take(const Hypothesis& from, const std::vector<Line>& lines, Time now,
            const Awaited& awaited, std::vector<Hypothesis>& to);

  /// Adds the ways in which the broker may do this at once.
  void perform(const Hypothesis& from, const Input& input, const Awaited& awaited,
               std::vector<Hypothesis>& to);
  /// True if nothing is left to look at and nothing is due until `now`.
  bool is_done(const Hypothesis& hypothesis, const std::vector<Line>& lines, Time now) const;
  /// True if nothing is due until `now`.
  bool is_idle(const Hypothesis& hypothesis, Time now) const;
  /// A Client has opened a connection.
  void open(Hypothesis& hypothesis, ConnectionId connection, Time at) const;
  /// Lets time come to `now`; only if nothing is due until then.
  void pass(Hypothesis& hypothesis, Time now) const;

 private:
  void look_at(const Hypothesis& from, const Line& line, const Awaited& awaited,
               std::vector<Hypothesis>& to);
  bool go_all(const Hypothesis& from, const Input& input, Ways& ways, std::vector<Hypothesis>& to);
  void collect(const Hypothesis& from, Hypothesis& next, const Input& input);

  Profile profile_;
  bool loses_input_;
  std::vector<Output> outputs_;
  RuleSet fired_;
};

}  // namespace mqttspec::model::tracker
