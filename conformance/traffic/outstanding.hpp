// What is open on one connection: requests without answers, exchanges that are not over, Topic
// Aliases. By it most packets can be told to be in order without asking any monitor.
#pragma once

#include <boost/unordered/unordered_flat_map.hpp>
#include <memory>
#include <string>
#include <vector>

#include "codec/packets.hpp"
#include "model/trace.hpp"

namespace mqttspec::conformance::traffic {

/// A Payload is known by its size and hash, so that large ones need not be kept.
std::string digest(Bytes payload);

/// The event of a packet for the monitors, which owns its bytes. A PUBLISH has the digest of its
/// Payload for a Payload. Nothing if the bytes are no such packet.
model::TraceEvent event_of(Sender from, Version version, model::Time at, Bytes bytes);

/// Everything is on the connection that the events name 1, and in the order of what was taken.
class Outstanding {
 public:
  /// Takes a packet if no monitor could have anything against it, now or later on. Otherwise it
  /// stays as it is, and returns false.
  bool take_plain(Sender from, const Packet& packet, std::size_t size, model::Time at);
  /// Takes any other packet, of which the bytes are needed too.
  void take(Sender from, const Packet& packet, Bytes bytes, model::Time at);

  /// The events that led to what is open: connection, CONNECT and CONNACK, aliases, and all that
  /// belongs to requests and exchanges which are not over. To a monitor they are as good as the
  /// whole of the traffic so far, but for what it says of exchanges that are over.
  std::vector<model::TraceEvent> history() const;

  /// True if the request is still open.
  bool waits_for(Sender answerer, PacketType answer, std::uint16_t packet_id) const;
  /// True if an exchange of that sender with this Packet Identifier is over already.
  bool has_used(Sender publisher, std::uint16_t packet_id) const;
  /// True if a PUBCOMP came that may count for a send quota or not, which is lost in history().
  bool has_unclear_quota() const { return has_unclear_quota_; }
  /// True if it cannot tell what matters, and history() is not to be relied upon.
  bool is_confused() const { return is_confused_; }

 private:
  enum class Stage : std::uint8_t { published, received, released };
  struct Exchange {
    Qos qos;
    bool retain = false;
    bool dup = false;
    bool expires = false;
    Stage stage = Stage::published;
    std::size_t order[3] = {};  // of PUBLISH, PUBREC and PUBREL
    model::Time at[3] = {};
    std::string topic;
    std::string digest;
  };
  struct Request {
    PacketType type;
    std::size_t filters;
    std::size_t order;
    model::Time at;
    owned::Packet packet;
  };
  // Those that must be answered in their order, the oldest first.
  class Queue {
   public:
    void push(std::uint16_t packet_id, std::size_t order);
    void pop() { ++first_; }
    bool empty() const { return first_ == entries_.size(); }
    const std::pair<std::uint16_t, std::size_t>& front() const { return entries_[first_]; }

   private:
    std::vector<std::pair<std::uint16_t, std::size_t>> entries_;
    std::size_t first_ = 0;
  };
  struct Side {
    boost::unordered_flat_map<std::uint16_t, Exchange> exchanges;  // by its PUBLISH packets
    boost::unordered_flat_map<std::uint16_t, std::string> aliases;
    std::unique_ptr<std::vector<bool>> used;  // Packet Identifiers
    std::size_t receive_maximum = 65'535;     // of the other side, which it has to keep to
    std::uint16_t topic_alias_maximum = 0;
    std::uint32_t maximum_packet_size = 0xFFFF'FFFF;
    bool has_disconnected = false;
  };

  struct PlainTaker;
  struct Taker;
  Side& side(Sender sender) { return sides_[sender == Sender::client ? 0 : 1]; }
  const Side& side(Sender sender) const { return sides_[sender == Sender::client ? 0 : 1]; }
  bool take_publish(Sender from, const Publish& packet);
  bool take_alias(Side& side, const Publish& packet, std::string_view& topic);
  bool take_acknowledgement(Sender from, PacketType type, std::uint16_t packet_id, bool failure);
  bool is_next(Queue& queue, const Side& publisher, std::uint16_t packet_id, Stage stage) const;
  bool take_request(Sender from, PacketType type, std::uint16_t packet_id, std::size_t filters,
                    const Packet& packet);
  bool take_answer(PacketType type, std::uint16_t packet_id, std::size_t codes);
  void open(Side& side, const Publish& packet, std::string_view topic);
  void end(Side& side, std::uint16_t packet_id);
  void force_publish(Sender from, const Publish& packet);
  void force_acknowledgement(Sender from, PacketType type, std::uint16_t packet_id, bool failure);
  void read_connect(const Connect& packet);
  void read_connack(const Connack& packet);
  void keep(Sender from, Bytes bytes);

  Version version_ = Version::v5_0;
  model::Time now_ = 0;
  std::size_t count_ = 0;  // of packets
  Side sides_[2];
  boost::unordered_flat_map<std::uint16_t, Request> requests_;
  Queue answers_[2];  // of the Client to what the Server publishes at QoS 1 and 2
  Queue releases_;    // of the Client
  std::vector<model::TraceEvent> preface_;  // CONNECT, CONNACK, DISCONNECT, AUTH
  bool has_connect_ = false;
  bool has_connack_ = false;
  bool lacks_something_ = false;  // the Server, by its CONNACK
  bool wants_no_problems_ = false;
  Qos maximum_qos_ = Qos::exactly_once;
  bool retain_available_ = true;
  bool has_unclear_quota_ = false;
  bool is_confused_ = false;
};

}  // namespace mqttspec::conformance::traffic
