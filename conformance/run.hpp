// The vocabulary of the cases: one Run is one case on one target in one version, and its Peers are
// the clients that the case plays. All calls block, in real or in virtual time.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "conformance/names.hpp"
#include "conformance/obligation.hpp"
#include "conformance/packets/raw.hpp"
#include "conformance/verdict.hpp"
#include "conformance/wire/network.hpp"
#include "model/trace.hpp"

namespace mqttspec::model::monitors {
struct Finding;
class MonitorSet;
}  // namespace mqttspec::model::monitors

namespace mqttspec::conformance {

/// What holds for all cases of a run.
struct Settings {
  Time patience = 2'000;     // milliseconds that a prompt answer may take
  Time late_limit = 12'000;  // after this, what was due with a delay is never coming
  std::string user_name;     // given in every CONNECT that has none of its own, if not empty
  std::string password;
};

/// What happens to the Session when a client's Network Connection ends.
enum class Session : std::uint8_t { clean, kept };

/// A packet that arrived.
struct Arrival {
  std::shared_ptr<const std::vector<std::uint8_t>> bytes;
  Packet packet;  // with views into `bytes`
  Time at = 0;

  /// The packet as one of its types; it must be of that type.
  template <class T>
  const T& as() const {
    return std::get<T>(packet);
  }
};

/// When something is due, in milliseconds from the moment it is counted from.
struct Window {
  Time from;
  Time until;
};

/// What one check of a case found out.
struct Check {
  StatementId statement;
  StatementVerdict verdict;
};

/// What a case came to.
struct CaseResult {
  Verdict verdict = Verdict::not_run;
  std::vector<Check> checks;
  std::string expected;  // of the decisive check
  std::string actual;
  std::string explanation;          // what to know beside it: twin, liveness, monitor findings
  Closing closing = Closing::none;  // how the target closed, if closing was the point
  std::optional<ReasonCode> closing_code;     // of the DISCONNECT or CONNACK before it
  bool unexplained_close = false;             // the target hung up where it owed an answer
  std::optional<std::size_t> decisive_event;  // position in the trace
  model::Trace trace;
  std::map<model::ConnectionId, std::string> connection_names;
  Time duration = 0;
};

class Peer;

/// Ends a case early; what it came to stands in the result.
struct CaseOver {};

class Run {
 public:
  Run(Network& network, Version version, Names names, Settings settings);
  ~Run();
  Run(const Run&) = delete;
  Run& operator=(const Run&) = delete;

  Version version() const { return version_; }
  bool is_v5() const { return version_ == Version::v5_0; }
  const Names& names() const { return names_; }
  const Settings& settings() const { return settings_; }

  // Clients. The name is the case's own and becomes part of the ClientId; the same name is the same
  // Client. Unless said otherwise a client completes the exchanges of messages that it receives.

  /// A Network Connection on which nothing was sent yet.
  Peer open(std::string_view name = "raw");
  /// A client with an accepted CONNECT; the case is inconclusive if it is refused.
  Peer client(std::string_view name, Session session = Session::clean);
  Peer client(const ConnectSpec& connect);
  /// A client with an accepted CONNECT and a granted subscription.
  Peer subscriber(Topic topic_filter, Qos maximum_qos = Qos::at_most_once,
                  std::string_view name = "sub");
  Peer subscriber(const SubscribeSpec& subscribe, std::string_view name = "sub");

  // Illegal packets. `bad` and `twin` differ in one fault. A CONNECT is sent first on its
  // connection, anything else after an accepted CONNECT, each on a connection of its own. The twin
  // must be accepted, or the case is inconclusive. Afterwards the target must still accept a
  // client.

  /// The Server must close the connection on which `bad` arrives.
  void must_refuse(Must statement, const Raw& bad, const Raw& twin);
  /// The Server may notice the fault, by closing or by an answer that refuses; if it does not, the
  /// fault is undetected.
  void detects(Detects statement, const Raw& bad, const Raw& twin);
  /// The Server should have refused it, in either way.
  void should_refuse(Should statement, const Raw& bad, const Raw& twin);

  // Time and facts.

  /// Milliseconds since the case began.
  Time now() const { return network_.now(); }
  /// Lets time pass; only where time is the point of the case.
  void let_time_pass(Time milliseconds);
  /// Records that a condition which the statement demands holds or does not.
  void must_hold(Must statement, bool holds, std::string_view expected, std::string_view actual);
  void should_hold(Should statement, bool holds, std::string_view expected,
                   std::string_view actual);
  /// Records that the Server noticed the fault in what was sent to it, or that it did not.
  void detected(Detects statement, bool noticed, std::string_view expected,
                std::string_view actual);
  /// Records a MAY as observed.
  void observed(May statement, std::string_view what);
  /// Ends the case as declined: the target says that it lacks what is needed.
  [[noreturn]] void decline(std::string_view evidence);
  /// Ends the case as inconclusive.
  [[noreturn]] void inconclusive(std::string_view expected, std::string_view actual);
  /// The target must still accept a new client; blames the case if it does not.
  void must_be_alive();

  /// Tidies up on the target and concludes: what the monitors say, what was left undecided.
  CaseResult finish();

 private:
  friend class Peer;
  struct Connection;

  // Connections and what passes over them: run.cpp.
  Connection& connection(std::size_t index) { return *connections_[index]; }
  std::size_t add_connection(std::string_view name);
  ConnectSpec with_credentials(ConnectSpec connect) const;
  void connect_wire(Connection& connection, Verdict on_failure = Verdict::inconclusive);
  void transmit(Connection& connection, std::vector<std::uint8_t> bytes, bool declared);
  void send_legal(Connection& connection, const PacketSpec& packet);
  void remember(Connection& connection, const Packet& packet);
  void pump(Time deadline);
  void take(const WireEvent& event);
  void parse(Connection& connection, Time at);
  void deliver(Connection& connection, std::vector<std::uint8_t> bytes, Version version, Time at);
  void resolve_alias(Connection& connection, Publish& message);
  void acknowledge(Connection& connection, const Packet& packet);
  void record(model::TraceEvent event);
  void note_garbage(Connection& connection, const Violation& violation, Time at);
  void note_flood(Connection& connection);
  [[noreturn]] void end_behind_garbage();

  // What is concluded: judge.cpp.
  StatementId cite(const Cited& cited) const;
  void check(const Cited& cited, StatementVerdict verdict);
  void conclude(Verdict verdict, std::string_view expected, std::string_view actual);
  [[noreturn]] void end(Verdict verdict, std::string_view expected, std::string_view actual);
  void explain(std::string_view text);
  void hear_monitors();
  void hear(const model::monitors::Finding& finding, bool about_us);
  void tidy();

  // Illegal packets: refusal.cpp.
  enum class Refusal : std::uint8_t { closed, answered, served, silent };
  Refusal try_illegal(Peer& peer, const Raw& bad);
  Refusal await_refusal(Peer& peer, Time deadline, bool until_closed);
  void prove_twin(const Raw& twin);
  Peer stage(const Raw& stimulus, std::string_view name);

  Network& network_;
  Version version_;
  Names names_;
  Settings settings_;
  std::vector<std::unique_ptr<Connection>> connections_;
  std::map<WireId, std::size_t> by_wire_;
  CaseResult result_;
  std::unique_ptr<model::monitors::MonitorSet> monitors_;  // of both sides
  std::vector<model::ConnectionId> declared_;              // on which something illegal was sent
  std::vector<std::string> kept_clients_;
  std::vector<Topic> retained_topics_;
  struct SentMessage {
    std::size_t connection;
    std::string topic;  // on the target
    Qos qos;
  };
  std::vector<SentMessage> sent_messages_;
  unsigned fences_ = 0;
  bool tidying_ = false;
};

/// One client's Network Connection, and the next one after a reconnect. A light handle; it must not
/// outlive its Run.
class Peer {
 public:
  // Sending.

  /// Sends a legal packet. If the client monitors find it illegal here, the case itself is at
  /// fault.
  void send(const PacketSpec& packet);
  /// Sends a packet that is well formed but illegal here, as the point of the case.
  void send_illegal(const PacketSpec& packet);
  /// Sends bytes as they are, as the point of the case.
  void send_illegal(const Raw& bytes);
  /// Publishes and completes the exchange; inconclusive if that fails. A packet identifier is
  /// chosen if there is none.
  void publish(PublishSpec message);
  /// Subscribes; inconclusive unless everything is granted. Returns the SUBACK.
  Arrival subscribe(const SubscribeSpec& subscribe);
  Arrival subscribe(Topic topic_filter, Qos maximum_qos = Qos::at_most_once);
  void unsubscribe(Topic topic_filter);
  /// From now on leaves PUBLISH and PUBREL packets unanswered, for the case to answer.
  Peer& answer_by_hand();
  /// A packet identifier that this client has not used on its connection.
  std::uint16_t next_packet_id();

  // Waiting for what arrives. Packets that are not meant stay for later calls.

  /// Part of the set-up: if it does not arrive in time, the case is inconclusive.
  Arrival expect(const PacketSpec& packet);
  /// The Server must send it, promptly; if it does not, the statement is violated.
  Arrival must(Must statement, const PacketSpec& packet);
  /// The Server must send it within the window, counted from `since`: too early or never is a
  /// violation, too late is late.
  Arrival must_within(Must statement, const PacketSpec& packet, Time since, Window window);
  /// The Server should send it.
  std::optional<Arrival> should(Should statement, const PacketSpec& packet);
  /// The Server may send it; ended by the answer to a PINGREQ.
  std::optional<Arrival> may(May statement, const PacketSpec& packet);
  /// The Server must not send it. Proved by a fence: a message of the same publisher, on the same
  /// topic where the subscription still matches, and at the same QoS, that has to arrive later.
  void must_not_receive(Must statement, const PacketSpec& packet);
  void should_not_receive(Should statement, const PacketSpec& packet);
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
  /// Cuts the connection as a failing network would: no DISCONNECT.
  void drop_connection();
  /// Closes the connection in order, but without DISCONNECT.
  void close_connection();
  /// Sends DISCONNECT and closes.
  void disconnect();
  void disconnect(const ReasonSpec& packet);
  /// Connects again with the same or another CONNECT, on a new Network Connection; the CONNACK has
  /// to be a success. Returns it.
  Arrival reconnect();
  Arrival reconnect(const ConnectSpec& connect);
  /// Connects again on a new Network Connection without waiting for the CONNACK.
  void reopen(const ConnectSpec& connect);

  bool is_open() const;
  /// The CONNACK of the current connection; there must have been one.
  const Connack& connack() const;

 private:
  friend class Run;
  Peer(Run& run, std::size_t index) : run_(&run), index_(index) {}

  Run::Connection& connection() const { return run_->connection(index_); }
  Arrival connected();
  std::optional<Arrival> await(const PacketSpec& packet, Time deadline, std::string* nearest);
  std::optional<Arrival> take_arrived(const PacketSpec& packet, std::string* nearest);
  bool await_close(Time deadline);
  void end_connection(bool in_order);
  bool answers_ping(Time deadline);
  Arrival overdue(const Cited& statement, const PacketSpec& packet, const std::string& nearest);
  std::optional<Arrival> seen_before_fence(const PacketSpec& packet);
  PublishSpec raise_fence(const PacketSpec& packet);
  std::string seen_instead(const std::string& nearest) const;
  void note_closing();

  Run* run_;
  std::size_t index_;
};

}  // namespace mqttspec::conformance
