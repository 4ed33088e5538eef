// Which members each packet and each of their parts has, so that code can go over all of them. What
// a property struct has is in property_members.hpp.
#pragma once

#include "codec/property_members.hpp"

namespace mqttspec {

/// The members of a struct, as types alone.
template <auto... members>
struct MemberList {};

template <class Struct>
struct Members;

template <class Holding>
struct Members<BasicUserProperty<Holding>> {
  using P = BasicUserProperty<Holding>;
  using List = MemberList<&P::name, &P::value>;
};

template <class Holding>
struct Members<BasicSubscription<Holding>> {
  using P = BasicSubscription<Holding>;
  using List = MemberList<&P::topic_filter, &P::maximum_qos, &P::no_local, &P::retain_as_published,
                          &P::retain_handling>;
};

template <class Holding>
struct Members<BasicTopicFilter<Holding>> {
  using P = BasicTopicFilter<Holding>;
  using List = MemberList<&P::text>;
};

template <class Holding>
struct Members<BasicWill<Holding>> {
  using P = BasicWill<Holding>;
  using List = MemberList<&P::topic, &P::payload, &P::qos, &P::retain, &P::properties>;
};

template <class Holding>
struct Members<BasicConnect<Holding>> {
  using P = BasicConnect<Holding>;
  using List = MemberList<&P::version, &P::clean_start, &P::keep_alive, &P::properties,
                          &P::client_id, &P::will, &P::user_name, &P::password>;
};

template <class Holding>
struct Members<BasicConnack<Holding>> {
  using P = BasicConnack<Holding>;
  using List = MemberList<&P::session_present, &P::reason_code, &P::properties>;
};

template <class Holding>
struct Members<BasicPublish<Holding>> {
  using P = BasicPublish<Holding>;
  using List = MemberList<&P::dup, &P::qos, &P::retain, &P::topic, &P::packet_id, &P::properties,
                          &P::payload>;
};

template <class Holding, PacketType type>
struct Members<BasicPublishAck<Holding, type>> {
  using P = BasicPublishAck<Holding, type>;
  using List = MemberList<&P::packet_id, &P::reason_code, &P::properties>;
};

template <class Holding>
struct Members<BasicSubscribe<Holding>> {
  using P = BasicSubscribe<Holding>;
  using List = MemberList<&P::packet_id, &P::properties, &P::subscriptions>;
};

template <class Holding>
struct Members<BasicSuback<Holding>> {
  using P = BasicSuback<Holding>;
  using List = MemberList<&P::packet_id, &P::properties, &P::reason_codes>;
};

template <class Holding>
struct Members<BasicUnsubscribe<Holding>> {
  using P = BasicUnsubscribe<Holding>;
  using List = MemberList<&P::packet_id, &P::properties, &P::topic_filters>;
};

template <class Holding>
struct Members<BasicUnsuback<Holding>> {
  using P = BasicUnsuback<Holding>;
  using List = MemberList<&P::packet_id, &P::properties, &P::reason_codes>;
};

template <class Holding>
struct Members<BasicPingreq<Holding>> {
  using List = MemberList<>;
};

template <class Holding>
struct Members<BasicPingresp<Holding>> {
  using List = MemberList<>;
};

template <class Holding>
struct Members<BasicDisconnect<Holding>> {
  using P = BasicDisconnect<Holding>;
  using List = MemberList<&P::reason_code, &P::properties>;
};

template <class Holding>
struct Members<BasicAuth<Holding>> {
  using P = BasicAuth<Holding>;
  using List = MemberList<&P::reason_code, &P::properties>;
};

}  // namespace mqttspec
