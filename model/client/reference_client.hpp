// The plain driver of the Client model: bytes in, bytes out, in whatever time its owner keeps.
#pragma once

#include <memory>
#include <string>

#include "model/client/client.hpp"

namespace mqttspec::model::client {

/// What the owner has to do, in order. One member is set.
struct ClientAction {
  std::vector<std::uint8_t> bytes = {};  // to be written on the connection
  bool close = false;                    // the connection is to be closed
  bool connect = false;                  // a Network Connection is wanted; then call established()
  std::optional<Message> message = {};   // for the application
  std::optional<Answered> answer = {};   // for the application

  friend bool operator==(const ClientAction&, const ClientAction&) = default;
};

class ReferenceClient {
 public:
  /// The chooser has to outlive the Client.
  ReferenceClient(const Profile& profile, const FaultSet& faults, Chooser& chooser);
  ~ReferenceClient();
  /// A Client in the same state, with the same chooser.
  ReferenceClient(const ReferenceClient& other);
  ReferenceClient(ReferenceClient&&) noexcept;
  ReferenceClient& operator=(ReferenceClient&&) noexcept;

  /// What the application wants; see Asked.
  std::vector<ClientAction> ask(const Packet& packet);
  /// The Network Connection that was wanted is there.
  std::vector<ClientAction> established();
  /// Bytes arrived, cut anywhere.
  std::vector<ClientAction> receive(Bytes bytes);
  /// The Server closed the connection, or it was cut.
  std::vector<ClientAction> lost();
  /// Time is now `now`, in milliseconds; never less than before.
  std::vector<ClientAction> advance(Time now);

  /// Its next Packet Identifier is the one behind this.
  void count_on_from(std::uint16_t packet_id);
  /// From now on it has that fault.
  void use(const FaultSet& faults);
  /// True if it is in the same state as the other one, and has read as much.
  bool is_as(const ReferenceClient& other) const;

  const State& state() const;
  /// The statements applied so far.
  const RuleSet& fired() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace mqttspec::model::client
