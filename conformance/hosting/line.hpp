// The vocabulary, continued: a Line is one Network Connection that the Client made.
#pragma once

#include <initializer_list>

#include "conformance/hosting/visit.hpp"
#include "conformance/play/arrival.hpp"

namespace mqttspec::conformance::hosting {

using play::Arrival;

/// A connection as the fence finds it.
enum class Liveness : std::uint8_t { closed, alive, mute };

/// A light handle; it must not outlive its Visit. What the case does not answer is answered by a
/// polite Server: SUBSCRIBE, UNSUBSCRIBE, PINGREQ, and the packets of messages in either direction.
class Line {
 public:
  // Sending.

  /// Sends a legal packet. If the monitors find it illegal here, the case itself is at fault.
  void send(const owned::Packet& packet);
  /// Sends a packet that is well formed but illegal here, as the point of the case.
  void send_illegal(const owned::Packet& packet);
  /// Sends bytes in hexadecimal as they are, as the point of the case.
  void send_bytes(std::string_view hex);
  /// Sends legal bytes in two pieces: the first `size` bytes, then the others.
  void send_cut(const owned::Packet& packet, std::size_t size);
  /// Sends legal packets at once.
  void send_glued(const std::vector<owned::Packet>& packets);
  /// Sends the beginning of a packet, and cuts the connection: the packet never came.
  void cut_within(const owned::Packet& packet, std::size_t size);
  /// A message to the Client; the identifier is chosen if the QoS needs one. Returns it.
  std::uint16_t publish(std::string topic, std::string payload, Qos qos = Qos::at_most_once);
  /// From now on the case answers packets of these types by hand.
  Line& by_hand(std::initializer_list<PacketType> types);
  /// From now on, packets are neither recorded nor judged by monitors: there are too many.
  Line& unrecorded();
  /// From now on the polite Server answers again.
  Line& politely();

  // By WebSocket; otherwise the case is declined.

  /// How what is sent from now on goes into frames.
  Line& frame(const wire::Framing& framing);
  /// Whether the Client has sent a text frame.
  bool text_came() const;
  /// The Sub Protocols that it offered, once the connection is accepted or refused.
  std::vector<std::string> offered() const;

  // Waiting. Packets that are not meant stay for later calls.

  /// Part of the set-up: if it does not come in time, the case is inconclusive.
  Arrival expect(const Wanted& packet);
  /// The Client must send it, promptly; if it does not, the statement is violated. A Client that
  /// closes instead owes nothing any more: then nothing is concluded.
  Arrival must(Must statement, const Wanted& packet);
  std::optional<Arrival> should(Should statement, const Wanted& packet);
  /// What is there, or comes within that time.
  std::optional<Arrival> await(const Wanted& packet, Time limit);
  /// The Client must not send it: proved by the fence.
  void must_not_send(Must statement, const Wanted& packet);
  /// All that came and was not asked for yet.
  std::vector<Arrival> drain();

  // Closing.

  /// The Client must close this connection. No fence is sent where the bytes before broke a length.
  void must_close(Must statement, bool fence = true);
  /// The Client may notice what is wrong, by closing; if it stays, it is undetected.
  void detects_by_closing(Detects statement, bool fence = true);
  /// The Client must go on: it acknowledges the fence.
  void must_stay_open(Must statement);
  /// As part of the set-up.
  void expect_close();
  /// A message of QoS 1 behind all others: whether the Client acknowledges it, closes, or neither.
  Liveness fence();
  void close();
  void cut();
  bool is_open() const;
  /// How many packets came on it, of all types.
  std::size_t arrivals() const;

 private:
  friend class Visit;
  Line(Visit& visit, std::size_t index) : visit_(&visit), index_(index) {}

  Connection& connection() const { return visit_->connection(index_); }
  wire::WebSocketLayer& web_socket() const;
  std::optional<Arrival> take_arrived(const Wanted& packet);
  bool await_close(Time limit);
  std::string seen_instead(const Wanted& packet) const;

  Visit* visit_;
  std::size_t index_;
};

}  // namespace mqttspec::conformance::hosting
