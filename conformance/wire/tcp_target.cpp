// What a target behind sockets consists of: its name, and the addresses of its nodes.
#include "conformance/wire/tcp.hpp"
#include "conformance/wire/tcp_network.hpp"

namespace mqttspec::conformance::wire {
namespace {

class TcpTarget final : public Target {
 public:
  TcpTarget(std::string name, std::vector<TcpNode> nodes, Time connect_limit)
      : name_(std::move(name)), nodes_(std::move(nodes)), connect_limit_(connect_limit) {}

  std::unique_ptr<Network> network() override { return make_tcp_network(nodes_, connect_limit_); }
  std::string name() const override { return name_; }
  bool virtual_time() const override { return false; }
  std::size_t nodes() const override { return nodes_.size(); }

 private:
  std::string name_;
  const std::vector<TcpNode> nodes_;
  Time connect_limit_;
};

}  // namespace

std::expected<std::unique_ptr<Target>, std::string> make_tcp_target(std::string_view url,
                                                                    Time connect_limit) {
  const auto target = parse_target(url);
  if (!target) return std::unexpected(target.error());
  auto transport = Transport::to(*target);
  if (!transport) return std::unexpected(transport.error());
  return make_tcp_target(std::string(url), *std::move(transport), connect_limit);
}

std::expected<std::unique_ptr<Target>, std::string> make_tcp_target(std::string name,
                                                                    Transport transport,
                                                                    Time connect_limit) {
  std::vector<NamedTransport> nodes;
  nodes.push_back({std::move(name), std::move(transport)});
  return make_tcp_target(std::move(nodes), connect_limit);
}

std::expected<std::unique_ptr<Target>, std::string> make_tcp_target(
    std::vector<NamedTransport> named, Time connect_limit) {
  std::string name;
  std::vector<TcpNode> nodes;
  for (auto& each : named) {
    auto endpoints = resolve(each.transport.target());
    if (!endpoints) return std::unexpected(endpoints.error());
    name += (name.empty() ? "" : " and ") + each.name;
    if (each.transport.insecure()) name += " (its certificate was not looked at)";
    nodes.push_back({std::move(each.transport), *std::move(endpoints)});
  }
  return std::make_unique<TcpTarget>(std::move(name), std::move(nodes), connect_limit);
}

}  // namespace mqttspec::conformance::wire
