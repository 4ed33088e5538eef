// The tracker of a Client: told what its application wants, what the Server sent and what came from
// the Client, it keeps every explanation that the model of a Client has for it, and says when there
// is none left.
//
// How it works. An explanation (hypothesis.hpp) is a state of the model, with what it has to send
// and was not seen yet. What the Server sends is only noted. When something comes from the Client,
// each explanation looks at what the Server sent (steps.hpp), packet by packet and no further than
// it has to, until it can have sent that; what cannot is dropped. Where a connection ends, it may
// have looked at any part of what was on its way.
//
// What a Client does by itself is not foreseen but bound when it is seen: which wish of the
// application it fulfils and when, with which Packet Identifier; Topic Aliases; PINGREQ; CONNECT as
// it comes; a DISCONNECT; in 3.1.1, sending again. A wish need not be fulfilled. Acknowledgements
// may be on their way for any time, in each order that section 4.6 leaves open.
//
// Of what a Client makes of what no Server may send nothing is concluded: from there on everything
// is explained, and the answer is unknown.
//
// What it does not look at: Keep Alive and all other times, but for `rest`; what reaches the
// application; the contents of CONNECT; properties of messages; why it closes or disconnects.
#pragma once

#include <string>

#include "model/client_tracker/steps.hpp"
#include "model/tracker/tracker.hpp"

namespace mqttspec::model::client_tracker {

using tracker::Explained;

struct ClientTrackerSettings {
  /// What was sent to the Client it has looked at before the connection ends.
  bool is_prompt = false;
  /// It may close its connection without a cause, or disconnect though nobody wants it.
  bool may_close = true;
  /// It had no Session before the trace.
  bool is_fresh = true;
  /// Its Session may last longer than its CONNECT says.
  bool may_keep_session = false;
  std::size_t most_explanations = 200;
  std::size_t most_steps = 20'000;
};

class ClientTracker {
 public:
  /// With a fault it keeps what explains a Client that has it.
  explicit ClientTracker(const ClientTrackerSettings& settings,
                         const client::FaultSet& faults = {});

  /// The application wants this to be sent so many times; CONNECT, PINGREQ and AUTH need no
  /// mention.
  void ask(const owned::Packet& packet, unsigned times);
  /// The application was told that its CONNECT was accepted: the Client has looked at CONNACK.
  void is_up();
  /// Takes the next observation, made at the Server's end.
  void observe(const TraceEvent& event);
  /// Nothing is under way: what had to come and did not, never will.
  void rest();

  /// unknown: too many explanations, or none but such in which nothing more can be said.
  Explained explained() const;
  /// Which observation could not be explained, counted from 0 with rests.
  std::size_t event() const { return event_; }
  /// What it was, and what would have been possible instead; or why it is unknown.
  const std::string& text() const { return text_; }

  std::size_t steps() const { return steps_.taken(); }
  const RuleSet& fired() const { return steps_.fired(); }

 private:
  using Hypotheses = std::vector<Hypothesis>;

  Line* find_line(ConnectionId connection);
  void on_packet(const TraceEvent& event);
  void on_connect(Line& line, const Seen& seen, const std::string& what);
  void on_end(const TraceEvent& event, bool by_client);
  Hypotheses ends(const Hypothesis& from, const Line& line, bool by_client);
  bool can_close(const Hypothesis& hypothesis) const;
  void keep(Hypotheses found, const std::string& what);
  void give_up(std::string why);
  std::string alternatives() const;

  ClientTrackerSettings settings_;
  ClientSteps steps_;
  std::vector<Wish> wishes_;
  std::vector<Line> lines_;
  Hypotheses explanations_;
  bool has_connected_ = false;
  bool is_open_ = false;  // the present connection
  ConnectionId present_ = 0;
  Explained explained_ = Explained::yes;
  std::size_t events_ = 0;
  std::size_t event_ = 0;
  std::string text_;
};

}  // namespace mqttspec::model::client_tracker
