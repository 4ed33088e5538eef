// What a target behind sockets consists of: its name, and the addresses of its nodes.
#include "conformance/wire/tcp.hpp"
#include "conformance/wire/tcp_network.hpp"

namespace mqttspec::conformance::wire {
namespace {

class TcpTarget final : public Target {
 public:
  TcpTarget(std::string name, TcpNodes nodes, Time connect_limit)
      : name_(std::move(name)), nodes_(std::move(nodes)), connect_limit_(connect_limit) {}

  std::unique_ptr<Network> network() override { return make_tcp_network(nodes_, connect_limit_); }
  std::string name() const override { return name_; }
  bool virtual_time() const override { return false; }
  std::size_t nodes() const override { return nodes_.count(); }
  bool serves_apart() const override { return nodes_.last_is_for_v5; }

 private:
  std::string name_;
  const TcpNodes nodes_;
  Time connect_limit_;
};

std::expected<TcpNode, std::string> make_node(NamedTransport& named, std::string& name) {
  auto endpoints = resolve(named.transport.target());
  if (!endpoints) return std::unexpected(endpoints.error());
  name += named.name;
  if (named.transport.insecure()) name += " (its certificate was not looked at)";
  return TcpNode{std::move(named.transport), *std::move(endpoints)};
}

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
  TcpNodes nodes;
  for (auto& each : named) {
    if (!name.empty()) name += " and ";
    auto node = make_node(each, name);
    if (!node) return std::unexpected(node.error());
    nodes.all.push_back(*std::move(node));
  }
  return std::make_unique<TcpTarget>(std::move(name), std::move(nodes), connect_limit);
}

std::expected<std::unique_ptr<Target>, std::string> make_tcp_target(NamedTransport for_v3_1_1,
                                                                    NamedTransport for_v5_0,
                                                                    Time connect_limit) {
  std::string name = "3.1.1: ";
  TcpNodes nodes{.all = {}, .last_is_for_v5 = true};
  for (auto* const each : {&for_v3_1_1, &for_v5_0}) {
    auto node = make_node(*each, name);
    if (!node) return std::unexpected(node.error());
    if (nodes.all.empty()) name += ", 5.0: ";
    nodes.all.push_back(*std::move(node));
  }
  return std::make_unique<TcpTarget>(std::move(name), std::move(nodes), connect_limit);
}

}  // namespace mqttspec::conformance::wire
