// The vocabulary of the cases for Clients: a Visit is one case with one Client in one version, in
// which we are the Server. All calls block, in real or in virtual time.
#pragma once

#include <initializer_list>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "codec/owned.hpp"
#include "conformance/hosting/obligation.hpp"
#include "conformance/hosting/wanted.hpp"
#include "conformance/play/case_result.hpp"
#include "conformance/subject/subject.hpp"

namespace mqttspec::model::monitors {
class MonitorSet;
struct Finding;
}  // namespace mqttspec::model::monitors

namespace mqttspec::conformance::hosting {

using play::CaseResult;
using play::StatementVerdict;
using play::Verdict;
using subject::Said;
using subject::Time;

class Line;
struct Connection;

/// What holds for all cases of a run.
struct VisitSettings {
  Time patience = 3'000;        // milliseconds that a prompt packet may take, or the fence
  Time connect_limit = 12'000;  // until a Client connects that was asked to
};

/// Ends a case early; what it came to stands in the result.
struct VisitOver {};

class Visit {
 public:
  Visit(subject::Subject& subject, Version version, const VisitSettings& settings);
  ~Visit();
  Visit(const Visit&) = delete;
  Visit& operator=(const Visit&) = delete;

  Version version() const { return version_; }
  bool is_v5() const { return version_ == Version::v5_0; }
  Time now() const { return subject_.now(); }
  const VisitSettings& settings() const { return settings_; }

  // The application.

  /// What is `unsupported` from now on declines the case: not each value goes with each library.
  void may_lack() { may_lack_ = true; }
  /// What the driver says that it can do; everything, if it cannot say so.
  const subject::Abilities& able() const { return able_; }
  /// Ends the case as declined unless the Client is able to: "keep a Session".
  void needs(bool is_able, std::string_view what);
  /// A CONNECT to be asked for: Client Identifier "mqttspec", Clean Start 1, Keep Alive 60.
  owned::Connect plain_connect() const;
  /// Tells the application to ask for this; returns the tag. Declines what the driver cannot do.
  int ask(owned::Packet packet, unsigned repeat = 1, unsigned window = 1);
  int ask_connect(owned::Connect connect, bool auto_aliases = false);
  int subscribe(std::string topic_filter, Qos maximum_qos = Qos::exactly_once);
  int unsubscribe(std::string topic_filter);
  int publish(std::string topic, std::string payload, Qos qos = Qos::at_most_once,
              bool retain = false);
  int disconnect();
  /// Everything that the application has said so far.
  const std::vector<Said>& said() const { return said_; }
  /// The first of that kind, with that tag if one is given, or nothing if it is not said in time.
  std::optional<Said> await_said(Said::Kind kind, std::optional<int> tag = {});
  /// How many messages with that payload the application was given.
  std::size_t delivered(std::string_view payload) const;
  /// True if the driver tells that field: "msg.dup".
  bool shows(const std::string& field) const;

  // Network Connections.

  /// The next Network Connection that the Client makes, as part of the set-up.
  Line next_line();
  /// The same, if it makes one before that much time has passed.
  std::optional<Line> next_line_within(Time limit);
  /// Asks for a connection and accepts it.
  Line connected();
  Line connected(owned::Connect connect, owned::Connack accept = {});
  /// The same Client connects once more, after the connection before was lost.
  Line reconnected(owned::Connect connect, owned::Connack accept = {});
  /// Lets time pass; only where time is the point of the case.
  void let_time_pass(Time milliseconds);

  // What is concluded.

  /// Records that what the statement demands holds or does not. `seen` if what arrived shows it.
  void must_hold(Must statement, bool holds, std::string_view expected, std::string_view actual,
                 bool seen = true);
  void should_hold(Should statement, bool holds, std::string_view expected,
                   std::string_view actual);
  /// Records that the Client noticed what is wrong with what was sent to it, or that it did not.
  void detected(Detects statement, bool noticed, std::string_view expected,
                std::string_view actual);
  /// Records whether the library keeps its application from breaking the statement.
  void must_not_let_through(Must statement, bool holds, std::string_view expected,
                            std::string_view actual);
  /// From now on, what the codec or a monitor finds against the statement is what the application
  /// was told to ask for; the case judges it by came_through().
  void asks_for(Must statement) { asked_for_.push_back(statement.cited()); }
  /// The same for all statements, where what a Client makes of it cannot be foreseen.
  void asks_for_the_impossible() { asked_for_anything_ = true; }
  bool came_through() const { return came_through_; }
  void observed(May statement, std::string_view what);
  /// Where the text bears several readings: each of them is right.
  void debatable(const Cited& statement, unsigned entry, std::string_view what);
  void remark(std::string_view what);
  [[noreturn]] void decline(std::string_view evidence);
  [[noreturn]] void inconclusive(std::string_view expected, std::string_view actual);

  /// Concludes: what the monitors say, what was left undecided.
  CaseResult finish();

 private:
  friend class Line;

  Connection& connection(std::size_t index) { return *connections_[index]; }
  void pump(Time deadline);
  void take(subject::Happening& happening);
  void take_bytes(Connection& connection, subject::Happening& happening);
  void deliver(Connection& connection, model::TraceEvent event);
  void answer(Connection& connection, const Packet& packet);
  void send(Connection& connection, const owned::Packet& packet, bool declared);
  void send_bytes(Connection& connection, std::vector<std::uint8_t> bytes);
  void note_sent(Connection& connection, std::shared_ptr<const std::vector<std::uint8_t>> bytes);
  void note_garbage(Connection& connection, const Violation& violation, Time at);
  void record(model::TraceEvent event);
  void check_fields(const subject::Command& command);
  void await_outcome(std::initializer_list<Said::Kind> kinds);

  bool is_asked_for(StatementId statement);
  void judge(const Cited& cited, StatementVerdict verdict, bool seen = false);
  void book(StatementId statement, StatementVerdict verdict, bool seen);
  void conclude(Verdict verdict, std::string_view expected, std::string_view actual);
  [[noreturn]] void end(Verdict verdict, std::string_view expected, std::string_view actual);
  void explain(std::string_view text);
  void conclude_from_monitors();
  void take_back_what_its_end_shows();
  void conclude_from(const model::monitors::Finding& finding, bool about_us);

  subject::Subject& subject_;
  Version version_;
  VisitSettings settings_;
  subject::Abilities able_;
  bool is_driven_;
  int last_tag_ = 0;
  std::optional<int> connect_tag_;  // of the last connect
  std::vector<Said> said_;
  std::size_t said_before_connect_ = 0;
  std::string ended_;  // how the process ended, if it has
  std::vector<std::unique_ptr<Connection>> connections_;
  std::size_t lines_taken_ = 0;
  CaseResult result_;
  std::unique_ptr<model::monitors::MonitorSet> monitors_;
  std::vector<Cited> asked_for_;
  bool came_through_ = false;
  bool may_lack_ = false;
  bool asked_for_anything_ = false;
  std::vector<std::size_t> declared_;  // connections on which something illegal was sent
};

}  // namespace mqttspec::conformance::hosting
