// A broker and Clients of the model joined by a network that loses connections, in virtual time.
// Everything that the Clients' ends see becomes a trace. For properties of both together.
#pragma once

#include <deque>
#include <string>
#include <vector>

#include "model/broker/reference_broker.hpp"
#include "model/client/reference_client.hpp"
#include "model/trace.hpp"

namespace mqttspec::model::client {

class Joined {
 public:
  /// `clients` Clients, all of that version. Choosers as for their step functions.
  Joined(Version version, std::size_t clients, const model::Profile& broker_profile,
         Chooser& broker_chooser, const Profile& client_profile, Chooser& client_chooser);

  /// What the application of that Client wants.
  void ask(std::size_t client, const Packet& packet);
  /// Carries the oldest packet, or end of a connection, from that Client to the broker, or back.
  /// False if there is none.
  bool carry_to_broker(std::size_t client);
  bool carry_to_client(std::size_t client);
  /// The connection breaks. What is under way is lost, but `first` packets that the broker still
  /// gets; it learns of the break after them.
  void cut(std::size_t client, std::size_t first);
  void pass(Time milliseconds);
  /// Carries everything until nothing is under way.
  void settle();

  bool is_connected(std::size_t client) const;
  /// What the application of that Client got, in its order.
  const std::vector<Message>& delivered(std::size_t client) const;
  const std::vector<Answered>& answers(std::size_t client) const;
  const Trace& trace() const { return trace_; }

 private:
  struct Parcel {
    ConnectionId connection;
    std::vector<std::uint8_t> bytes;
    bool close = false;
  };
  struct Node {
    ReferenceClient client;
    ConnectionId connection = 0;
    std::deque<Parcel> to_broker = {};
    std::deque<Parcel> to_client = {};
    std::vector<Message> delivered = {};
    std::vector<Answered> answers = {};
  };

  void take(std::size_t client, const std::vector<ClientAction>& actions);
  void take(const std::vector<broker::WireAction>& actions);
  void note(TraceEvent::Kind kind, ConnectionId connection, std::vector<std::uint8_t> bytes);

  Version version_;
  broker::ReferenceBroker broker_;
  std::vector<Node> nodes_;
  std::vector<std::size_t> owners_ = {0};  // of connections, by their number
  Time now_ = 0;
  Trace trace_;
};

}  // namespace mqttspec::model::client
