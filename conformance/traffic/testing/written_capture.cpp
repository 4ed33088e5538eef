// See written_capture.hpp.
#include "conformance/traffic/testing/written_capture.hpp"

#include <pcap/pcap.h>
#include <tins/ip.h>
#include <tins/ipv6.h>
#include <tins/rawpdu.h>
#include <tins/tcp.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <memory>

#include "codec/printable.hpp"

namespace mqttspec::conformance::traffic::testing {
namespace {

using Written = std::vector<std::uint8_t>;

constexpr std::uint16_t server_port = 1883;

Written link_header(Link link, bool is_v6) {
  const std::uint8_t high = is_v6 ? 0x86 : 0x08;
  const std::uint8_t low = is_v6 ? 0xDD : 0x00;
  switch (link) {
    case Link::ethernet:
      return {2, 0, 0, 0, 0, 1, 2, 0, 0, 0, 0, 2, high, low};
    case Link::vlan:
      return {2, 0, 0, 0, 0, 1, 2, 0, 0, 0, 0, 2, 0x81, 0, 0, 5, high, low};
    case Link::raw:
      return {};
    case Link::null:
      return {static_cast<std::uint8_t>(is_v6 ? 10 : 2), 0, 0, 0};
    case Link::loop:
      return {0, 0, 0, static_cast<std::uint8_t>(is_v6 ? 10 : 2)};
    case Link::cooked:
      return {0, 0, 0, 1, 0, 6, 2, 0, 0, 0, 0, 1, 0, 0, high, low};
    case Link::cooked_2:
      return {high, low, 0, 0, 0, 0, 0, 1, 0, 1, 0, 6, 2, 0, 0, 0, 0, 1, 0, 0};
  }
  return {};
}

int link_type(Link link) {
  constexpr int types[] = {DLT_EN10MB, DLT_EN10MB,    DLT_RAW,       DLT_NULL,
                           DLT_LOOP,   DLT_LINUX_SLL, DLT_LINUX_SLL2};
  return types[static_cast<std::size_t>(link)];
}

Written whole_frame(const WrittenFrame& frame, Link link) {
  auto bytes = link_header(link, frame.is_v6);
  bytes.insert(bytes.end(), frame.ip.begin(), frame.ip.end());
  return bytes;
}

}  // namespace

void WrittenConnection::add(Sender from, std::uint8_t flags, Written bytes) {
  const bool by_client = from == Sender::client;
  auto& next = next_[by_client ? 0 : 1];
  const auto acknowledged = next_[by_client ? 1 : 0];
  Tins::TCP tcp(by_client ? server_port : port_, by_client ? port_ : server_port);
  tcp.flags(flags);
  tcp.seq(next);
  if ((flags & Tins::TCP::ACK) != 0) tcp.ack_seq(acknowledged);
  next += static_cast<std::uint32_t>(bytes.size());
  if ((flags & (Tins::TCP::SYN | Tins::TCP::FIN)) != 0) ++next;
  if (!bytes.empty()) tcp = tcp / Tins::RawPDU(bytes);
  if (is_v6_) {
    const char* ends[] = {"fe80::1", "fe80::2"};
    auto ip = Tins::IPv6(ends[by_client ? 1 : 0], ends[by_client ? 0 : 1]) / tcp;
    frames_.push_back({ip.serialize(), true});
  } else {
    const char* ends[] = {"10.0.0.1", "10.0.0.2"};
    auto ip = Tins::IP(ends[by_client ? 1 : 0], ends[by_client ? 0 : 1]) / tcp;
    frames_.push_back({ip.serialize(), false});
  }
}

WrittenConnection& WrittenConnection::open() {
  add(Sender::client, Tins::TCP::SYN, {});
  add(Sender::server, Tins::TCP::SYN | Tins::TCP::ACK, {});
  add(Sender::client, Tins::TCP::ACK, {});
  return *this;
}

WrittenConnection& WrittenConnection::say(Sender from, std::string_view text) {
  add(from, Tins::TCP::PSH | Tins::TCP::ACK, parse_hex(text).value());
  return *this;
}

WrittenConnection& WrittenConnection::end() {
  add(Sender::client, Tins::TCP::FIN | Tins::TCP::ACK, {});
  add(Sender::server, Tins::TCP::FIN | Tins::TCP::ACK, {});
  add(Sender::client, Tins::TCP::ACK, {});
  return *this;
}

std::string pcap(const std::vector<WrittenFrame>& frames, Link link, std::size_t kept) {
  char* text = nullptr;
  std::size_t size = 0;
  std::FILE* const file = ::open_memstream(&text, &size);
  pcap_t* const dead = pcap_open_dead(link_type(link), 65'535);
  pcap_dumper_t* const dumper = pcap_dump_fopen(dead, file);
  long at_ms = 0;
  for (const auto& frame : frames) {
    const auto bytes = whole_frame(frame, link);
    ++at_ms;
    pcap_pkthdr header{};
    header.ts.tv_sec = 1'700'000'000 + at_ms / 1'000;
    header.ts.tv_usec = at_ms % 1'000 * 1'000;
    header.len = static_cast<bpf_u_int32>(bytes.size());
    header.caplen = static_cast<bpf_u_int32>(std::min(bytes.size(), kept));
    pcap_dump(reinterpret_cast<u_char*>(dumper), &header, bytes.data());
  }
  pcap_dump_close(dumper);
  pcap_close(dead);
  const std::string capture(text, size);
  std::free(text);
  return capture;
}

std::string pcapng(const std::vector<WrittenFrame>& frames) {
  std::string text;
  const auto number = [&](std::uint64_t value, int bytes) {
    for (int i = 0; i < bytes; ++i) text += static_cast<char>(value >> (8 * i));
  };
  number(0x0A0D0D0A, 4);  // Section Header Block
  number(28, 4);
  number(0x1A2B3C4D, 4);
  number(1, 4);
  number(~0ULL, 8);
  number(28, 4);
  number(1, 4);  // Interface Description Block, of Ethernet
  number(20, 4);
  number(1, 4);
  number(65'535, 4);
  number(20, 4);
  std::uint64_t at_us = 1'700'000'000'000'000;
  for (const auto& frame : frames) {
    const auto bytes = whole_frame(frame, Link::ethernet);
    const auto padded = (bytes.size() + 3) / 4 * 4;
    at_us += 1'000;
    number(6, 4);  // Enhanced Packet Block
    number(32 + padded, 4);
    number(0, 4);
    number(at_us >> 32, 4);
    number(at_us & 0xFFFFFFFF, 4);
    number(bytes.size(), 4);
    number(bytes.size(), 4);
    text.append(bytes.begin(), bytes.end());
    text.append(padded - bytes.size(), '\0');
    number(32 + padded, 4);
  }
  return text;
}

}  // namespace mqttspec::conformance::traffic::testing
