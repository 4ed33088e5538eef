// The broker on either storage behind one interface: so that a property can compare what the two
// do, and the rules for bounded storage are compiled where the explorer compiles them anyway.
#pragma once

#include <memory>
#include <string>

#include "codec/encode.hpp"
#include "model/broker.hpp"
#include "model/explore/pack.hpp"
#include "model/wire_form.hpp"

namespace mqttspec::model {

class StoredBroker {
 public:
  virtual ~StoredBroker() = default;
  StoredBroker() = default;
  StoredBroker(const StoredBroker&) = delete;
  StoredBroker& operator=(const StoredBroker&) = delete;

  /// Plays one step. False if something did not fit: the broker is of no more use then.
  virtual bool play(const Input& input, const Profile& profile, const FaultSet& faults,
                    Chooser& chooser) = 0;
  /// The state, packed: the same bytes for equal states, whatever the storage.
  virtual std::string state() const = 0;
  /// The outputs of the last step as text, packets in hexadecimal.
  virtual std::string outputs() const = 0;
  virtual std::optional<Time> deadline(const Profile& profile) const = 0;
  /// True if the state, packed and unpacked, is the same and packs the same.
  virtual bool survives_packing() const = 0;
};

/// A new broker with nothing in it.
std::unique_ptr<StoredBroker> make_unbounded_broker();
std::unique_ptr<StoredBroker> make_roomy_broker();

template <class Storage>
class BrokerOn final : public StoredBroker {
 public:
  bool play(const Input& input, const Profile& profile, const FaultSet& faults,
            Chooser& chooser) override {
    forget_capacity_reached();
    outputs_.clear();
    RuleSet fired;
    apply(state_, input, profile, faults, chooser, outputs_, fired);
    return !capacity_reached();
  }
  std::string state() const override { return packed(state_); }
  std::string outputs() const override {
    std::string text;
    for (const auto& output : outputs_) text += std::visit(Describe{}, output) + "\n";
    return text;
  }
  std::optional<Time> deadline(const Profile& profile) const override {
    return next_deadline(state_, profile, {});
  }
  bool survives_packing() const override {
    const auto once = packed(state_);
    Unpacker unpacker(reinterpret_cast<const std::uint8_t*>(once.data()));
    BrokerState<Storage> again;
    unpacker(again);
    return again == state_ && packed(again) == once;
  }

 private:
  struct Describe {
    static std::string because(StatementId id) { return " because of " + std::string(id.id()); }
    std::string operator()(const Close& close) const {
      return std::to_string(close.connection) + " closes by " + std::to_string(close.due) +
             because(close.because);
    }
    std::string operator()(const Pending<Storage>& pending) const {
      const WireForm form(pending.packet);
      std::vector<std::uint8_t> bytes;
      std::string text = std::to_string(pending.connection);
      text += pending.due ? " by " + std::to_string(*pending.due) : " if it likes";
      text += because(pending.because) + ":";
      if (!encode(form.packet(), {pending.because.version(), Sender::server}, bytes))
        return text + " what cannot be encoded";
      constexpr std::string_view digits = "0123456789abcdef";
      for (const auto byte : bytes) (text += digits[byte >> 4]) += digits[byte & 15];
      return text;
    }
  };

  static std::string packed(const BrokerState<Storage>& state) {
    static constexpr std::size_t most = 1U << 16;  // far more than the small worlds of tests need
    std::vector<std::uint8_t> bytes(most);
    Packer packer(bytes.data());
    packer(state);
    return {bytes.data(), packer.end()};
  }

  BrokerState<Storage> state_;
  std::vector<Output<Storage>> outputs_;
};

}  // namespace mqttspec::model
