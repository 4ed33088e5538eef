// See check.hpp.
#include "codec/check.hpp"

namespace mqttspec {
namespace {

class Ignore final : public PacketVisitor {
 public:
  void on(const Connect&) override {}
  void on(const Connack&) override {}
  void on(const Publish&) override {}
  void on(const Puback&) override {}
  void on(const Pubrec&) override {}
  void on(const Pubrel&) override {}
  void on(const Pubcomp&) override {}
  void on(const Subscribe&) override {}
  void on(const Suback&) override {}
  void on(const Unsubscribe&) override {}
  void on(const Unsuback&) override {}
  void on(const Pingreq&) override {}
  void on(const Pingresp&) override {}
  void on(const Disconnect&) override {}
  void on(const Auth&) override {}
};

}  // namespace

std::expected<std::size_t, DecodeFailure> check(Bytes bytes, const DecodeContext& context) {
  Ignore ignore;
  return decode(bytes, context, ignore);
}

}  // namespace mqttspec
