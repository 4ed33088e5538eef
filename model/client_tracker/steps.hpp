// The steps that an unknown Client may take: look at what the Server sent, do what its application
// wants, lose its connection; by the rules of the model and in every way that they leave open.
#pragma once

#include <vector>

#include "model/client/fault.hpp"
#include "model/client/profile.hpp"
#include "model/client_tracker/hypothesis.hpp"
#include "model/client_tracker/line.hpp"
#include "model/rule_set.hpp"

namespace mqttspec::model::client_tracker {

/// What the application wants to be sent, and how often.
struct Wish {
  owned::Packet packet;
  unsigned times = 1;
};

class ClientSteps {
 public:
  /// The Client that is looked for may have a fault, and disconnect though nobody wants it.
  ClientSteps(const client::FaultSet& faults, bool may_leave)
      : faults_(faults), may_leave_(may_leave) {}

  /// Adds every explanation that has looked at one more packet of the Server than this one.
  void look_at(const Hypothesis& from, const Line& line, std::vector<Hypothesis>& to);
  /// Adds every explanation in which the Client sends this now, without looking at more.
  void send(const Hypothesis& from, const Line& line, const Seen& seen,
            const std::vector<Wish>& wishes, std::vector<Hypothesis>& to);
  /// The Client sends this CONNECT, which comes first on the line. False if it cannot.
  bool connect(Hypothesis& hypothesis, const Line& line, const Seen& seen);
  /// The Client has no connection any more.
  void leave(Hypothesis& hypothesis);

  std::size_t taken() const { return taken_; }
  /// The statements that all steps together have applied.
  const RuleSet& fired() const { return fired_; }

 private:
  using Outputs = std::vector<client::Output>;

  Outputs apply(client::State& state, const client::Input& input, const client::Profile& profile,
                const client::FaultSet& faults);
  Outputs ask(Hypothesis& hypothesis, const owned::Packet& packet, const Seen& seen);
  bool is_illegal(const Hypothesis& from, const Line& line, const Packet& packet);
  void receive(const Hypothesis& from, const Line& line, const ServerInput& input,
               const client::Profile& profile, bool forgets, std::vector<Hypothesis>& to);
  static void collect(Hypothesis& hypothesis, const Outputs& outputs, bool again);
  static void end_exchange(Hypothesis& hypothesis, const client::Answered& answered);
  bool take_expected(Hypothesis& hypothesis, const Line& line, const Seen& seen);
  bool send_again(const Hypothesis& hypothesis, const Line& line, const Seen& seen) const;
  void publish(const Hypothesis& from, const Line& line, const Seen& seen,
               const std::vector<Wish>& wishes, std::vector<Hypothesis>& to);
  void request(const Hypothesis& from, const Line& line, const Seen& seen,
               const std::vector<Wish>& wishes, std::vector<Hypothesis>& to);
  void do_unasked(const Hypothesis& from, const Line& line, const Seen& seen,
                  const std::vector<Wish>& wishes, std::vector<Hypothesis>& to);
  bool do_asked(Hypothesis& hypothesis, const Line& line, const owned::Packet& packet,
                const Seen& seen);

  client::FaultSet faults_;
  bool may_leave_;
  RuleSet fired_;
  std::size_t taken_ = 0;
};

}  // namespace mqttspec::model::client_tracker
