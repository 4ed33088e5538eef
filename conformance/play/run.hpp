// The vocabulary of the cases: one Run is one case on one target in one version. All calls block,
// in real or in virtual time.
#pragma once

#include <expected>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "conformance/circumstances/disguise.hpp"
#include "conformance/packets/builders.hpp"
#include "conformance/play/case_result.hpp"
#include "conformance/play/names.hpp"
#include "conformance/play/obligation.hpp"
#include "conformance/play/settings.hpp"

namespace mqttspec::model::monitors {
class MonitorSet;
struct Finding;
}  // namespace mqttspec::model::monitors

namespace mqttspec::conformance::play {

class Peer;
struct Connection;
struct Passage;

/// What happens to the Session when a client's Network Connection ends.
enum class Session : std::uint8_t { clean, kept };

/// Ends a case early; what it came to stands in the result.
struct CaseOver {};

class Run {
 public:
  Run(wire::Network& network, Version version, Names names, Settings settings);
  ~Run();
  Run(const Run&) = delete;
  Run& operator=(const Run&) = delete;

  Version version() const { return version_; }
  bool is_v5() const { return version_ == Version::v5_0; }
  const Names& names() const { return names_; }
  const Settings& settings() const { return settings_; }
  /// Where the packets of the case are used.
  packets::PacketSetting setting() const { return setting(version_); }
  packets::PacketSetting setting(Version version) const {
    return {names_, version, settings_.user_name, settings_.password};
  }

  // Clients. The name is the case's own and becomes part of the ClientId; the same name is the same
  // Client. Unless said otherwise a client completes the exchanges of messages that it receives.

  /// A Network Connection on which nothing was sent yet.
  Peer open(std::string_view name = "raw");
  /// A client with an accepted CONNECT; the case is inconclusive if it is refused.
  Peer client(std::string_view name, Session session = Session::clean);
  Peer client(const packets::ConnectSpec& connect);
  /// A client with an accepted CONNECT and a granted subscription.
  Peer subscriber(Topic topic_filter, Qos maximum_qos = Qos::at_most_once,
                  std::string_view name = "sub");
  Peer subscriber(const packets::SubscribeSpec& subscribe, std::string_view name = "sub");

  // Illegal packets. `bad` and `twin` differ in one fault. A CONNECT is sent first on its
  // connection, anything else after an accepted CONNECT, each on a connection of its own. The twin
  // must be accepted, or the case is inconclusive. Afterwards the target must still accept a
  // client.

  /// The Server must close the connection on which `bad` arrives.
  void must_refuse(Must statement, const packets::Raw& bad, const packets::Raw& twin);
  /// The Server may notice the fault, by closing or by an answer that refuses; if it does not, the
  /// fault is undetected.
  void detects(Detects statement, const packets::Raw& bad, const packets::Raw& twin);
  /// The Server should have refused it, in either way.
  void should_refuse(Should statement, const packets::Raw& bad, const packets::Raw& twin);

  // WebSocket (section 6). Where the target is reached otherwise the case is declined.

  /// Makes a WebSocket for which these Sub Protocols are offered, and ends it. Returns the one that
  /// the Server selected, "" if none; or how it refused.
  std::expected<std::string, std::string> offer(const std::vector<std::string>& sub_protocols);

  // Time and facts.

  /// Milliseconds since the case began.
  Time now() const { return network_.now(); }
  /// Lets time pass; only where time is the point of the case.
  void let_time_pass(Time milliseconds);
  /// Records that a condition which the statement demands holds or does not. `seen` if what arrived
  /// shows it, and not what is missing: then it counts though it comes and goes.
  void must_hold(Must statement, bool holds, std::string_view expected, std::string_view actual,
                 bool seen = false);
  void should_hold(Should statement, bool holds, std::string_view expected,
                   std::string_view actual);
  /// Records that the Server noticed the fault in what was sent to it, or that it did not.
  void detected(Detects statement, bool noticed, std::string_view expected,
                std::string_view actual);
  /// Records a MAY as observed.
  void observed(May statement, std::string_view what);
  /// Records what was seen where the text bears several readings: each of them is right. `entry` is
  /// the number in spec/ambiguities.md.
  void debatable(const Cited& statement, unsigned entry, std::string_view what);
  /// Notes what is worth knowing and breaks no statement.
  void remark(std::string_view what);
  /// Ends the case as declined: the target says that it lacks what is needed.
  [[noreturn]] void decline(std::string_view evidence);
  /// Ends the case as inconclusive.
  [[noreturn]] void inconclusive(std::string_view expected, std::string_view actual);
  /// The target must still accept a new client; if it does not, the result says so.
  void must_be_alive();

  /// Sets up what the world of the case has around it. Throws NotApplicable if it cannot.
  void surround();

  /// Tidies up on the target and concludes: what the monitors say, what was left undecided.
  CaseResult finish();

 private:
  friend class Peer;

  // Connections and what passes over them: run.cpp.
  Connection& connection(std::size_t index) { return *connections_[index]; }
  std::size_t add_connection(std::string_view name);
  void connect_network(Connection& connection);

  // Targets of several nodes: nodes.cpp.
  std::size_t node_for(const Connection& connection) const;
  void note_node(const Connection& connection);
  void note_told(const model::TraceEvent& event);
  void await_nodes(const Connection& connection);
  void await_nodes(const Connection& connection, const owned::Packet& packet);

  Passage passage(const Connection& connection) const;
  void send(Connection& connection, const packets::Stimulus& stimulus);
  void send_illegal(Connection& connection, const packets::Stimulus& stimulus);
  void send_bytes(Connection& connection, const packets::Raw& raw, bool declared);
  void transmit(Connection& connection, model::TraceEvent event);
  wire::WebSockets& web_sockets();
  bool sends_cut(wire::ConnectionId connection) const;
  bool is_cut_now(wire::ConnectionId connection) const;
  bool sends_glued(const Connection& connection) const;
  void put_on_wire(wire::ConnectionId connection, Bytes bytes);
  void transmit_glued(Connection& connection, model::TraceEvent event);
  void remember_what_stays(const Packet& packet);
  void remember(Connection& connection, const Packet& packet);
  void pump(Time deadline);
  void take(const wire::NetworkEvent& event);
  void parse(Connection& connection, Time at);
  void deliver(Connection& connection, model::TraceEvent event);
  bool is_foreign(Connection& connection, const Packet& packet);
  std::optional<std::size_t> foreign_garbage(const Connection& connection, Bytes bytes);
  void set_aside(Connection& connection, model::TraceEvent event);
  void resolve_alias(Connection& connection, Publish& message);
  void acknowledge(Connection& connection, const Packet& packet);
  void record(model::TraceEvent event);
  void note_garbage(Connection& connection, const Violation& violation, Time at);
  void note_flood(Connection& connection);
  [[noreturn]] void end_behind_garbage();

  // The world of the case: surroundings.cpp.
  bool lives_with(circumstances::CircumstanceId id) const { return settings_.world.has(id); }
  bool sets_up(circumstances::CircumstanceId id);
  Topic nearby(std::string_view topic) const;
  Peer neighbour(packets::ConnectSpec connect, bool of_other_version = false);
  void add_bystanders();
  void add_sessions();
  void add_open_exchanges();
  void make_noise();
  void take_over_soon(const packets::ConnectSpec& connect);
  void greet(Peer& peer);
  void resume_first(Peer& peer);
  void warm_up(Peer& peer);
  void exchange(Peer& peer, const Topic& topic, Qos qos);
  void choose_qos(const Peer& peer, packets::PublishSpec& message) const;
  bool takes_many(const Peer& peer) const;
  bool publishes_higher(Peer& peer, packets::PublishSpec message);
  void open_own_exchange(Peer& peer);
  void check_partner(const Connection& connection, const packets::Stimulus& stimulus) const;
  void check_is_judged(const Connection& connection) const;

  // What is concluded: judge.cpp.
  bool book(const Judgement& judgement);
  bool book_seen(StatementId statement);
  void judge(const Cited& cited, StatementVerdict verdict, bool seen = false);
  void conclude(Verdict verdict, std::string_view expected, std::string_view actual,
                std::optional<StatementId> noticed = {});
  [[noreturn]] void end(Verdict verdict, std::string_view expected, std::string_view actual);
  void explain(std::string_view text);
  void conclude_from_monitors();
  void conclude_from(const model::monitors::Finding& finding, bool about_us);
  bool follows_from_theirs(const model::monitors::Finding& finding) const;
  void tidy();

  // Illegal packets: refusal.cpp.
  enum class Refusal : std::uint8_t { closed, answered, served, silent };
  Refusal try_illegal(Peer& peer, const packets::Raw& bad);
  Refusal await_refusal(Peer& peer, Time deadline, bool until_closed);
  void prove_twin(const packets::Raw& twin);
  Peer stage(const packets::Raw& stimulus, std::string_view name);

  wire::Network& network_;
  Version version_;
  Names names_;
  Settings settings_;
  std::vector<std::unique_ptr<Connection>> connections_;
  CaseResult result_;
  std::unique_ptr<model::monitors::MonitorSet> monitors_;  // of both sides
  std::vector<std::size_t> observed_;         // where in the trace what the monitors saw stands
  std::vector<wire::ConnectionId> declared_;  // on which something illegal was sent
  std::vector<std::string> kept_clients_;     // ClientIds on the target
  std::vector<std::string> retained_topics_;  // on the target
  struct SentMessage {
    std::size_t connection;
    std::string topic;  // on the target
    Qos qos;
  };
  std::vector<SentMessage> sent_messages_;
  unsigned fences_ = 0;
  std::map<std::size_t, Time> told_at_;   // when each node was told what the others have to know
  std::optional<std::size_t> only_node_;  // to which all connections are made for a moment
  bool tidying_ = false;
  circumstances::Disguise disguise_;
  bool surrounding_ = false;  // sets up the world, or lets it live
  std::optional<std::size_t> noise_maker_;
  circumstances::CircumstanceId setting_up_{};  // the last of those that surround() has begun with
};

}  // namespace mqttspec::conformance::play
