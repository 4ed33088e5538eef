// Copies packets member by member between the borrowed and the owned form.
#include "codec/owned.hpp"

#include <cassert>

#include "codec/members.hpp"

namespace mqttspec {
namespace {

// Copies what both forms have alike. Of the rest, `leaves.set(to, from)` does text, Binary Data and
// lists. `to` has to be new.
template <class Leaves, class To, class From>
void transfer(Leaves& leaves, To& to, const From& from);

template <class Leaves, class To, class From, auto... to_members, auto... from_members>
void transfer_members(Leaves& leaves, To& to, const From& from, MemberList<to_members...>,
                      MemberList<from_members...>) {
  (transfer(leaves, to.*to_members, from.*from_members), ...);
}
template <class Leaves, class To, class From, class... ToMembers, class... FromMembers>
void transfer_members(Leaves& leaves, To& to, const From& from, PropertyMemberList<ToMembers...>,
                      PropertyMemberList<FromMembers...>) {
  (transfer(leaves, to.*ToMembers::member, from.*FromMembers::member), ...);
}

template <class Struct>
auto members_of() {
  if constexpr (requires { typename PropertyMembers<Struct>::Members; })
    return typename PropertyMembers<Struct>::Members{};
  else
    return typename Members<Struct>::List{};
}

template <class Leaves, class To, class From>
void transfer(Leaves& leaves, To& to, const From& from) {
  if constexpr (std::is_same_v<To, From>) {
    to = from;
  } else if constexpr (requires { leaves.set(to, from); }) {
    leaves.set(to, from);
  } else if constexpr (requires { from.has_value(); }) {
    if (from) transfer(leaves, to.emplace(), *from);
  } else {
    transfer_members(leaves, to, from, members_of<To>(), members_of<From>());
  }
}

class Owning {
 public:
  void set(std::string& to, std::string_view from) const { to = from; }
  void set(std::string& to, Bytes from) const { to = as_text(from); }
  void set(std::vector<ReasonCode>& to, Bytes from) const {
    to.reserve(from.size());
    for (const std::uint8_t code : from) to.push_back(ReasonCode{code});
  }
  template <class To, class From>
  void set(std::vector<To>& to, const List<From>& from) const {
    to.reserve(from.size());
    for (const From& element : from) transfer(*this, to.emplace_back(), element);
  }
};

}  // namespace

/// Lets the members of `borrowed` show those of an owned packet.
class Borrowing {
 public:
  explicit Borrowing(BorrowedPacket& borrowed) : borrowed_(borrowed) {}

  void set(std::string_view& to, const std::string& from) const { to = from; }
  void set(Bytes& to, const std::string& from) const { to = as_bytes(from); }
  void set(Bytes& to, const std::vector<ReasonCode>& from) const { to = as_bytes(from); }
  void set(SubscriptionIdentifiers& to, const owned::SubscriptionIdentifiers& from) const {
    to = std::span(from);
  }
  template <class To, class From>
  void set(List<To>& to, const std::vector<From>& from) const {
    if (from.empty()) return;
    std::vector<To>& elements = array_for(to);
    elements.reserve(from.size());
    for (const From& element : from) transfer(*this, elements.emplace_back(), element);
    to = std::span<const To>(elements);
  }

 private:
  std::vector<UserProperty>& array_for(const UserProperties&) const {
    assert(borrowed_.user_properties_count_ < borrowed_.user_properties_.size());
    return borrowed_.user_properties_[borrowed_.user_properties_count_++];
  }
  std::vector<Subscription>& array_for(const Subscriptions&) const {
    return borrowed_.subscriptions_;
  }
  std::vector<TopicFilter>& array_for(const TopicFilters&) const {
    return borrowed_.topic_filters_;
  }

  BorrowedPacket& borrowed_;
};

namespace {

template <class To, class From>
To owned_copy(const From& from) {
  To to;
  const Owning leaves;
  transfer(leaves, to, from);
  return to;
}

// The type that shows the members of its argument.
template <template <class> class Basic>
Basic<Borrowed> borrowed_form(const Basic<Owned>&);
template <PacketType type>
PublishAck<type> borrowed_form(const owned::PublishAck<type>&);

}  // namespace

template <template <class> class Basic>
Basic<Owned> to_owned(const Basic<Borrowed>& part) {
  return owned_copy<Basic<Owned>>(part);
}

template <PacketType type>
owned::PublishAck<type> to_owned(const PublishAck<type>& acknowledgement) {
  return owned_copy<owned::PublishAck<type>>(acknowledgement);
}

template owned::UserProperty to_owned(const UserProperty&);
template owned::Subscription to_owned(const Subscription&);
template owned::TopicFilter to_owned(const TopicFilter&);
template owned::ConnectProperties to_owned(const ConnectProperties&);
template owned::WillProperties to_owned(const WillProperties&);
template owned::Will to_owned(const Will&);
template owned::Connect to_owned(const Connect&);
template owned::ConnackProperties to_owned(const ConnackProperties&);
template owned::Connack to_owned(const Connack&);
template owned::PublishProperties to_owned(const PublishProperties&);
template owned::Publish to_owned(const Publish&);
template owned::AckProperties to_owned(const AckProperties&);
template owned::SubscribeProperties to_owned(const SubscribeProperties&);
template owned::Subscribe to_owned(const Subscribe&);
template owned::Suback to_owned(const Suback&);
template owned::UnsubscribeProperties to_owned(const UnsubscribeProperties&);
template owned::Unsubscribe to_owned(const Unsubscribe&);
template owned::Unsuback to_owned(const Unsuback&);
template owned::Pingreq to_owned(const Pingreq&);
template owned::Pingresp to_owned(const Pingresp&);
template owned::DisconnectProperties to_owned(const DisconnectProperties&);
template owned::Disconnect to_owned(const Disconnect&);
template owned::AuthProperties to_owned(const AuthProperties&);
template owned::Auth to_owned(const Auth&);
template owned::Puback to_owned(const Puback&);
template owned::Pubrec to_owned(const Pubrec&);
template owned::Pubrel to_owned(const Pubrel&);
template owned::Pubcomp to_owned(const Pubcomp&);

owned::Packet to_owned(const Packet& packet) {
  return std::visit([](const auto& typed) -> owned::Packet { return to_owned(typed); }, packet);
}

BorrowedPacket::BorrowedPacket(const owned::Packet& packet) {
  const Borrowing leaves(*this);
  std::visit(
      [&](const auto& typed) {
        using Typed = decltype(borrowed_form(typed));
        transfer(leaves, packet_.emplace<Typed>(), typed);
      },
      packet);
}

}  // namespace mqttspec
