// See fits.hpp.
#include "model/client_tracker/fits.hpp"

#include "codec/encode.hpp"

namespace mqttspec::model::client_tracker {

namespace {

constexpr auto not_found = ReasonCode::packet_identifier_not_found;

// A Client may refuse a message, whatever its reason.
bool fits_answer(const auto& expected, const auto& seen) {
  return expected.packet_id == seen.packet_id;
}

// Nothing obliges it to say that it does not know an identifier.
bool fits_release(const auto& expected, const auto& seen) {
  return expected.packet_id == seen.packet_id &&
         (expected.reason_code == seen.reason_code ||
          (expected.reason_code == not_found && seen.reason_code == ReasonCode::success));
}

struct Fits {
  const Seen& seen;

  bool operator()(const owned::Publish& expected) const {
    const auto& publish = std::get<owned::Publish>(seen.packet);
    if (!seen.has_permitted_alias &&
        expected.properties.topic_alias != publish.properties.topic_alias)
      return false;
    return expected.packet_id == publish.packet_id && expected.dup == publish.dup &&
           is_message(expected, publish);
  }
  bool operator()(const owned::Puback& expected) const {
    return fits_answer(expected, std::get<owned::Puback>(seen.packet));
  }
  bool operator()(const owned::Pubrec& expected) const {
    return fits_answer(expected, std::get<owned::Pubrec>(seen.packet));
  }
  bool operator()(const owned::Pubrel& expected) const {
    return fits_release(expected, std::get<owned::Pubrel>(seen.packet));
  }
  bool operator()(const owned::Pubcomp& expected) const {
    return fits_release(expected, std::get<owned::Pubcomp>(seen.packet));
  }
  bool operator()(const owned::Subscribe& expected) const {
    const auto& subscribe = std::get<owned::Subscribe>(seen.packet);
    return expected.packet_id == subscribe.packet_id &&
           expected.subscriptions == subscribe.subscriptions;
  }
  bool operator()(const owned::Unsubscribe& expected) const {
    const auto& unsubscribe = std::get<owned::Unsubscribe>(seen.packet);
    return expected.packet_id == unsubscribe.packet_id &&
           expected.topic_filters == unsubscribe.topic_filters;
  }
  bool operator()(const owned::Auth& expected) const {
    const auto& auth = std::get<owned::Auth>(seen.packet);
    return expected.reason_code == auth.reason_code &&
           expected.properties.authentication_method == auth.properties.authentication_method;
  }
  bool operator()(const owned::Disconnect&) const { return true; }
  template <class Other>
  bool operator()(const Other& expected) const {
    return std::get<Other>(seen.packet) == expected;
  }
};

}  // namespace

bool is_message(const owned::Publish& wanted, const owned::Publish& seen) {
  return wanted.qos == seen.qos && wanted.retain == seen.retain && wanted.topic == seen.topic &&
         wanted.payload == seen.payload;
}

bool fits(const owned::Packet& expected, const Seen& seen, Version version) {
  if (expected.index() != seen.packet.index()) return false;
  if (seen.exceeded &&
      encoded_size(expected, {.version = version, .sender = Sender::client}) <= *seen.exceeded)
    return false;
  return std::visit(Fits{seen}, expected);
}

}  // namespace mqttspec::model::client_tracker
