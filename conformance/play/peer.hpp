// The vocabulary of the cases, continued: a Peer is one of the clients that a case plays.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "conformance/play/arrival.hpp"
#include "conformance/play/run.hpp"

namespace mqttspec::conformance::play {

/// When something is due, in milliseconds from the moment it is counted from.
struct Window {
  Time from;
  Time until;
};

/// One client's Network Connection, and the next one after a reconnect. A light handle; it must not
/// outlive its Run.
class Peer {
 public:
  // Sending.

  /// Sends a legal packet. If the client monitors find it illegal here, the case itself is at
  /// fault.
  void send(const packets::Stimulus& stimulus);
  void send(const packets::PublishSpec& message);
  void send(const packets::ConnectSpec& connect);
  /// Sends a packet that is well formed but illegal here, as the point of the case.
  void send_illegal(const packets::Stimulus& stimulus);
  /// Sends bytes as they are, as the point of the case.
  void send_illegal(const packets::Raw& bytes);
  /// Publishes and completes the exchange; inconclusive if that fails. A packet identifier is
  /// chosen if there is none.
  void publish(packets::PublishSpec message);
  /// Subscribes; inconclusive unless everything is granted. Returns the SUBACK.
  Arrival subscribe(const packets::SubscribeSpec& subscribe);
  Arrival subscribe(Topic topic_filter, Qos maximum_qos = Qos::at_most_once);
  void unsubscribe(Topic topic_filter);
  /// From now on leaves PUBLISH and PUBREL packets unanswered, for the case to answer.
  Peer& answer_by_hand();
  /// From now on answers them again.
  Peer& answer_by_itself();
  /// A packet identifier that this client has not used on its connection.
  std::uint16_t next_packet_id();

  // WebSocket (section 6). Where the target is reached otherwise the case is declined.

  /// How what it sends from now on, on this Network Connection, goes into frames.
  void frame(const wire::Framing& framing);
  /// Sends a ping and a pong of WebSocket, for which nobody asked.
  void send_control_frames();
  /// Whether the Server has sent a text frame on this Network Connection.
  bool text_came() const;

  // Waiting for what arrives. Packets that are not meant stay for later calls.

  /// Part of the set-up: if it does not arrive in time, the case is inconclusive.
  Arrival expect(const packets::Pattern& packet);
  /// The Server must send it, promptly; if it does not, the statement is violated.
  Arrival must(Must statement, const packets::Pattern& packet);
  /// The Server must send it within the window, counted from `since`: too early or never is a
  /// violation, too late is late.
  Arrival must_within(Must statement, const packets::Pattern& packet, Time since, Window window);
  /// The Server should send it.
  std::optional<Arrival> should(Should statement, const packets::Pattern& packet);
  /// The Server may send it; ended by the answer to a PINGREQ.
  std::optional<Arrival> may(May statement, const packets::Pattern& packet);
  /// The Server must not send it. Proved by a fence: a message of the same publisher, on the same
  /// topic where the subscription still matches, and at the same QoS, that has to arrive later.
  void must_not_receive(Must statement, const packets::Pattern& packet);
  /// The Server must not send it after `last`, which arrived; what came before is no matter.
  void must_not_follow(Must statement, const Arrival& last, const packets::Pattern& packet);
  void should_not_receive(Should statement, const packets::Pattern& packet);
  /// Whether it arrives before a fence does; nothing is concluded from it.
  bool is_sent(const packets::Pattern& packet) { return seen_before_fence(packet).has_value(); }
  /// What has arrived and was not asked for yet, or arrives before the answer to a PINGREQ.
  std::vector<Arrival> drain();
  /// PINGREQ, and its answer as part of the set-up.
  void ping();

  // Closing and reconnecting.

  /// The Server must close this connection.
  void must_close(Must statement);
  /// The Server must close it within the window, counted from `since`.
  void must_close_within(Must statement, Time since, Window window);
  /// The Server should close this connection.
  void should_close(Should statement);
  /// The Server may notice the fault in what was sent, by closing; if it stays, the fault is
  /// undetected.
  void detects_by_closing(Detects statement);
  /// The Server must keep it open: it still answers a PINGREQ.
  void must_stay_open(Must statement);
  /// Waits until the Server closes it, as part of the set-up.
  void expect_close();
  /// Ends the connection without DISCONNECT, as a client that fails would. Returns when the Server
  /// has ended it too, or has had a moment for it.
  void drop_connection();
  /// Sends DISCONNECT and ends the connection in the same way.
  void disconnect();
  void disconnect(const packets::ReasonSpec& packet);
  /// Connects again with the same or another CONNECT, on a new Network Connection; the CONNACK has
  /// to be a success. Returns it.
  Arrival reconnect();
  Arrival reconnect(const packets::ConnectSpec& connect);
  /// Connects again on a new Network Connection without waiting for the CONNACK.
  void reopen(const packets::ConnectSpec& connect);

  bool is_open() const;
  /// Whether the Server closes it before patience ends; nothing is concluded from it.
  bool closes();
  /// Whether the Server answers a PINGREQ on it, or closes; inconclusive if it does neither.
  bool is_served();
  /// The CONNACK of the current connection; there must have been one.
  const Connack& connack() const;

 private:
  friend class Run;
  Peer(Run& run, std::size_t index) : run_(&run), index_(index) {}

  Connection& connection() const { return run_->connection(index_); }
  Arrival connected();
  std::optional<Arrival> await(const packets::Pattern& packet, Time deadline, std::string* nearest);
  std::optional<Arrival> take_arrived(const packets::Pattern& packet, std::string* nearest,
                                      std::size_t from = 0);
  bool await_close(Time deadline);
  void end_connection();
  bool answers_ping(Time deadline);
  Arrival overdue(const Cited& statement, const packets::Pattern& packet,
                  const std::string& nearest, Time since);
  std::optional<Arrival> seen_before_fence(const packets::Pattern& packet, std::size_t from = 0);
  void must_be_absent(Must statement, const packets::Pattern& packet,
                      const std::optional<Arrival>& arrival);
  packets::PublishSpec send_fence(const packets::Pattern& packet);
  std::string seen_instead(const std::string& nearest) const;
  std::string text_of(const Arrival& arrival) const;
  void note_closing();

  Run* run_;
  std::size_t index_;
};

}  // namespace mqttspec::conformance::play
