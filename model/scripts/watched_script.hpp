// A script that is played on the model of a broker, right or faulty, and watched by whoever judges
// what can be seen of it from outside.
#pragma once

#include <deque>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "codec/choices.hpp"
#include "model/conditions/conditional_step.hpp"
#include "model/scripts/action.hpp"
#include "model/trace.hpp"

namespace mqttspec::model::scripts {

/// Judges a run.
class TraceObserver {
 public:
  virtual ~TraceObserver() = default;
  /// `garbage` says what is wrong with the bytes of a Client, which there need not be.
  virtual void observe(const TraceEvent& event, const Malformed* garbage) = 0;
  /// All that was sent has arrived, and been answered if it ever will.
  virtual void rest(Time at) = 0;
  virtual void restart(bool state_kept, Time at) = 0;
};

/// Plays lines as Script does. Everything arrives at once, and the run rests after each line.
/// Unless there is a network: then what is sent in either direction is under way for a while, in
/// order on each connection and in any order on different ones. Time goes on when what Clients have
/// sent has arrived.
class WatchedScript {
 public:
  /// `version` is that of a connect that names none. `network` decides what arrives when. All have
  /// to outlive the script.
  WatchedScript(Version version, const Profile& profile, const FaultSet& faults, Chooser& chooser,
                std::vector<TraceObserver*> observers, Choices* network = nullptr);

  /// From now on notes where the fault shows; `showing` has to outlive the script.
  void note(conditions::Showing& showing) { step_.note(showing); }
  /// From now on `change` may change what a Client sends, and says how it arrives.
  using Change = std::function<Arrival(owned::Packet&)>;
  void change(Change change) { change_ = std::move(change); }

  /// Lines that cannot be understood, or be done by a Client as things are, are passed over.
  void run(std::string_view lines);
  void run_line(std::string_view line);
  void play(Action action);
  /// Lets everything arrive.
  void settle();

  const BrokerState& state() const { return state_; }
  /// Packets in both directions.
  std::size_t packets() const { return packets_; }

 private:
  struct Parcel {
    Input input;
    std::shared_ptr<const void> owner;  // of what the input borrows
  };
  struct Name {
    std::string name;
    ConnectionId connection;
    Version version;
    bool is_open = true;  // as the Client sees it
    std::deque<Parcel> to_broker = {};
    std::deque<Output> to_client = {};
  };

  Name& name_of(ConnectionId connection) { return names_[connection - 1]; }
  ConnectionId connection_of(std::string_view name, bool open_new);
  void send(ConnectionId connection, Action action);
  void post(ConnectionId connection, const Input& input, std::shared_ptr<const void> owner);
  void perform(const Input& input);
  /// Lets one thing arrive, if anything is under way in that direction. False if nothing is.
  bool carry(bool to_broker, bool to_client);
  void show(const Output& output);
  void tell(TraceEvent::Kind kind, ConnectionId connection, const Malformed* garbage = nullptr);
  void tell(const TraceEvent& event, const Malformed* garbage);

  Version version_;
  const Profile& profile_;
  conditions::ConditionalStep step_;
  Change change_;
  Arrival arrival_ = Arrival::whole;  // without a network
  Chooser& chooser_;
  std::vector<TraceObserver*> observers_;
  Choices* network_;
  BrokerState state_;
  std::vector<Output> outputs_;
  RuleSet fired_;
  std::vector<Name> names_;
  std::size_t packets_ = 0;
};

}  // namespace mqttspec::model::scripts
