// What is said with a Client beside its case, on topics of its own: the case sees nothing of it.
#pragma once

#include <map>
#include <set>

#include "conformance/subject/subject.hpp"

namespace mqttspec::conformance::subject {

class SideTraffic {
 public:
  /// How the topics begin. What is published on the topic `open` is not acknowledged, and a
  /// SUBSCRIBE to `unanswered` is not answered.
  static constexpr std::string_view mark = "mqttspec-beside";
  static constexpr std::string_view open = "mqttspec-beside/open";
  static constexpr std::string_view unanswered = "mqttspec-beside/unanswered";
  /// Tags of commands of ours are above this.
  static constexpr int first_tag = 1'000'000;

  /// `tells` if the application tells when a message is complete.
  SideTraffic(Version version, bool tells) : version_(version), tells_(tells) {}

  /// What the application is to be told: never answered with what belongs to the case.
  Command command(owned::Packet packet, unsigned repeat = 1);
  /// A message of ours for the Client. One on the topic `open` is not released.
  owned::Publish message(std::string_view topic, Qos qos);
  /// True if the packet of the Client belongs to it; then `answer` is what a polite Server answers.
  bool takes(const owned::Packet& packet, std::optional<owned::Packet>& answer);
  /// True if what the application says belongs to it.
  bool takes(const Said& said);
  /// What was begun and not released, for a Client that goes on with its Session.
  std::vector<owned::Packet> left_to_release();
  /// The Session is gone.
  void forget();

  /// True once everything is complete on the wire, and the application was told so.
  bool is_over() const { return left() == 0; }
  /// How much is still to come until then.
  std::size_t left() const;
  /// True if the application did not get what it asked for.
  bool has_failed() const { return failed_; }
  /// How many messages the Client has published, one sent again counted again.
  unsigned published() const { return published_; }

 private:
  bool takes_acknowledgement(const owned::Packet& packet, std::optional<owned::Packet>& answer);

  void answered() { to_come_ -= to_come_ > 0 ? 1 : 0; }

  Version version_;
  bool tells_;
  int last_tag_ = first_tag;
  std::uint16_t last_id_ = 50'000;       // of our messages
  unsigned to_come_ = 0;                 // packets of the Client that complete something
  std::map<int, unsigned> pending_;      // by tag: how often the application is to be told
  std::set<std::uint16_t> unanswered_;   // our messages
  std::set<std::uint16_t> unreleased_;   // our messages that stay so
  std::set<std::uint16_t> to_complete_;  // messages of the Client: PUBREL is to come
  bool failed_ = false;
  unsigned published_ = 0;
};

}  // namespace mqttspec::conformance::subject
