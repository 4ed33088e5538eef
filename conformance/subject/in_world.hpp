// A Client in a world of its own: what passes between it and its case is disguised, and more is
// said with it beside the case.
#pragma once

#include <deque>
#include <map>
#include <set>

#include "conformance/subject/disguise.hpp"
#include "conformance/subject/side_traffic.hpp"
#include "conformance/subject/subject.hpp"

namespace mqttspec::conformance::subject {

class SubjectInWorld final : public Subject {
 public:
  /// `subject` is driven, and outlives this. `patience` is what it may take for each thing beside.
  SubjectInWorld(Subject& subject, World world, Version version, Time patience);

  const Abilities* abilities(Version version) const override { return inner_.abilities(version); }
  /// Both may throw NotApplicable.
  void ask(const Command& command) override;
  bool send(ConnectionId connection, Bytes bytes) override;
  void close(ConnectionId connection) override { inner_.close(connection + gone_); }
  void cut(ConnectionId connection) override { inner_.cut(connection + gone_); }
  std::vector<Happening> wait(Time deadline) override;
  Time now() const override { return inner_.now(); }
  bool by_web_socket() const override { return inner_.by_web_socket(); }
  wire::WebSocketLayer* web_socket(ConnectionId connection) override {
    return inner_.web_socket(connection + gone_);
  }

  /// What was done so far is over and did not count: connections and tags begin anew. Throws
  /// NotApplicable.
  void begin_again();

 private:
  void take(Happening happening);
  void take_packets(const Happening& happening);
  bool is_beside(owned::Packet packet, ConnectionId connection);
  void accepted(ConnectionId connection, bool session_present);
  void write(ConnectionId connection, const owned::Packet& packet);
  void write_bytes(ConnectionId connection, const std::vector<std::uint8_t>& bytes);
  void ask_beside(owned::Packet packet, unsigned repeat = 1);
  void await_beside(CircumstanceId because);
  void subscribe_beside(std::initializer_list<std::string_view> filters);
  void publish_beside(std::string_view topic, Qos qos, unsigned repeat = 1);
  void warm_up(ConnectionId connection);
  void leave_open(ConnectionId connection);
  void resume_before(const owned::Connect& connect);
  void connect_beside(const owned::Connect& connect, bool session_present);
  void forget_what_was();
  template <class Done>
  bool await(Done done);

  Subject& inner_;
  World world_;
  Version version_;
  Time patience_;
  std::optional<Disguise> disguise_;
  SideTraffic beside_;
  std::deque<Happening> happenings_;  // for the case
  std::map<ConnectionId, std::vector<std::uint8_t>> undecoded_;
  std::map<std::pair<ConnectionId, std::uint16_t>, std::string> aliases_;  // of the Client
  std::set<ConnectionId> raw_;  // what comes is no MQTT any more
  ConnectionId opened_ = 0;     // connections, those that are gone too
  ConnectionId gone_ = 0;
  std::optional<ConnectionId> accepted_;  // that CONNACK accepted, while it is open
  unsigned connects_ = 0;                 // CONNECT packets
  bool prepared_ = false;                 // what comes first on a connection was said
  bool resumed_ = false;                  // what comes before all connections was done
  bool is_down_ = true;                   // the application knows of no connection
  int last_tag_ = 0;
  int gone_tags_ = 0;
};

}  // namespace mqttspec::conformance::subject
