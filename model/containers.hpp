// The two ways of holding state, behind one template parameter: unbounded for a running broker,
// bounded inline (trivially copyable) for exhaustive exploration.
#pragma once

#include <array>
#include <cassert>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "model/inline_containers.hpp"

namespace mqttspec::model {

/// State that grows as needed.
struct Unbounded {
  template <class T, std::size_t capacity>
  using Vector = std::vector<T>;
  using Text = std::string;
};

template <class Storage>
struct Connection;
template <class Storage>
struct Session;
template <class Storage>
struct HeldSubscription;
template <class Storage>
struct SentExchange;
template <class Storage>
struct Delivery;
template <class Storage>
struct ReceivedExchange;
template <class Storage>
struct TopicAliasMapping;
template <class Storage>
struct RetainedMessage;
template <class Storage>
struct SharedTurn;

/// How much bounded state holds: elements of each list, and bytes of each text. What a slice of
/// behaviour does not need may be 0, which makes its states smaller.
struct Bounds {
  std::size_t text = 23;
  std::size_t connections = 4;
  std::size_t sessions = 4;
  std::size_t subscriptions = 4;  // of a session, as the next four
  std::size_t sent = 4;
  std::size_t waiting = 4;
  std::size_t received = 4;
  std::size_t aliases = 2;  // of a session, in each direction
  std::size_t retained = 4;
  std::size_t shared_turns = 2;
  std::size_t user_properties = 2;  // of a message
};

/// How many elements of a kind the bounds permit; lists without a bound of their own have the
/// capacity that is stated where they are declared.
template <Bounds bounds, class T, std::size_t stated>
inline constexpr std::size_t capacity_of = stated;
template <Bounds bounds, class S, std::size_t stated>
inline constexpr std::size_t capacity_of<bounds, Connection<S>, stated> = bounds.connections;
template <Bounds bounds, class S, std::size_t stated>
inline constexpr std::size_t capacity_of<bounds, Session<S>, stated> = bounds.sessions;
template <Bounds bounds, class S, std::size_t stated>
inline constexpr std::size_t capacity_of<bounds, HeldSubscription<S>, stated> =
    bounds.subscriptions;
template <Bounds bounds, class S, std::size_t stated>
inline constexpr std::size_t capacity_of<bounds, SentExchange<S>, stated> = bounds.sent;
template <Bounds bounds, class S, std::size_t stated>
inline constexpr std::size_t capacity_of<bounds, Delivery<S>, stated> = bounds.waiting;
template <Bounds bounds, class S, std::size_t stated>
inline constexpr std::size_t capacity_of<bounds, ReceivedExchange<S>, stated> = bounds.received;
template <Bounds bounds, class S, std::size_t stated>
inline constexpr std::size_t capacity_of<bounds, TopicAliasMapping<S>, stated> = bounds.aliases;
template <Bounds bounds, class S, std::size_t stated>
inline constexpr std::size_t capacity_of<bounds, RetainedMessage<S>, stated> = bounds.retained;
template <Bounds bounds, class S, std::size_t stated>
inline constexpr std::size_t capacity_of<bounds, SharedTurn<S>, stated> = bounds.shared_turns;
template <Bounds bounds, class Text, std::size_t stated>
inline constexpr std::size_t capacity_of<bounds, std::pair<Text, Text>, stated> =
    bounds.user_properties;

/// State of a fixed size without pointers. What does not fit is left out, and capacity_reached()
/// says so: a state made with it set is not one of the model's.
template <Bounds bounds = Bounds{}>
struct Bounded {
  template <class T, std::size_t stated>
  using Vector = InlineVector<T, capacity_of<bounds, T, stated>>;
  using Text = InlineText<bounds.text>;
};

}  // namespace mqttspec::model
