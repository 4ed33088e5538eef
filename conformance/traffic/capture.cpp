// See capture.hpp: frames off the file.
#include "conformance/traffic/capture.hpp"

#include <fmt/format.h>
#include <pcap/pcap.h>
#include <tins/ethernetII.h>
#include <tins/ip.h>
#include <tins/ipv6.h>

#include <memory>

#include "conformance/traffic/capture_streams.hpp"

namespace mqttspec::conformance::traffic {
namespace {

using Frame = std::unique_ptr<Tins::PDU>;

// How many bytes stand before the IP header; -1 for Ethernet, -2 for what is not known.
constexpr int ethernet = -1;
constexpr int unknown = -2;

int bytes_before_ip(int link_type) {
  switch (link_type) {
    case DLT_EN10MB:
      return ethernet;
    case DLT_RAW:
    case DLT_IPV4:
    case DLT_IPV6:
      return 0;
    case DLT_NULL:
    case DLT_LOOP:
      return 4;
    case DLT_LINUX_SLL:
      return 16;
    case DLT_LINUX_SLL2:
      return 20;
    default:
      return unknown;
  }
}

Frame frame_of(Bytes bytes, int before_ip) {
  const auto size = static_cast<std::uint32_t>(bytes.size());
  if (before_ip == ethernet) return std::make_unique<Tins::EthernetII>(bytes.data(), size);
  const auto skipped = static_cast<std::size_t>(before_ip);
  if (bytes.size() <= skipped) return nullptr;
  const auto ip = bytes.subspan(skipped);
  const auto ip_size = static_cast<std::uint32_t>(ip.size());
  if (ip[0] >> 4 == 4) return std::make_unique<Tins::IP>(ip.data(), ip_size);
  if (ip[0] >> 4 == 6) return std::make_unique<Tins::IPv6>(ip.data(), ip_size);
  return nullptr;
}

struct Counts {
  std::uint64_t frames = 0;
  std::uint64_t cut = 0;
  std::uint64_t unreadable = 0;
};

void note_counts(const Counts& counts, TrafficReport& report) {
  if (counts.cut > 0)
    report.note(fmt::format("{} of {} frames were not captured whole", counts.cut, counts.frames));
  if (counts.unreadable > 0)
    report.note(fmt::format("{} of {} frames cannot be read", counts.unreadable, counts.frames));
}

}  // namespace

std::expected<void, std::string> judge_capture(std::FILE* file, const CaptureSettings& settings,
                                               TrafficReport& report, const std::stop_token& stop) {
  char error[PCAP_ERRBUF_SIZE] = {};
  const std::unique_ptr<pcap_t, decltype(&pcap_close)> capture(
      pcap_fopen_offline_with_tstamp_precision(file, PCAP_TSTAMP_PRECISION_MICRO, error),
      &pcap_close);
  if (!capture) {
    std::fclose(file);
    return std::unexpected(std::string(error));
  }
  const int before_ip = bytes_before_ip(pcap_datalink(capture.get()));
  if (before_ip == unknown) {
    const char* name = pcap_datalink_val_to_name(pcap_datalink(capture.get()));
    return std::unexpected(
        fmt::format("its link layer is not known here ({})", name == nullptr ? "?" : name));
  }
  CaptureStreams streams(settings, report);
  Counts counts;
  std::optional<std::uint64_t> begin_us;
  pcap_pkthdr* header = nullptr;
  const u_char* data = nullptr;
  int status = 0;
  while (!stop.stop_requested() && (status = pcap_next_ex(capture.get(), &header, &data)) == 1) {
    ++counts.frames;
    if (header->caplen < header->len) ++counts.cut;
    const auto at_us = static_cast<std::uint64_t>(header->ts.tv_sec) * 1'000'000 +
                       static_cast<std::uint64_t>(header->ts.tv_usec);
    if (!begin_us) begin_us = at_us;
    const Moment moment{at_us > *begin_us ? at_us - *begin_us : 0, counts.frames};
    try {
      auto frame = frame_of(Bytes(data, header->caplen), before_ip);
      if (frame) streams.take(std::move(frame), moment, std::chrono::microseconds(at_us));
    } catch (const Tins::exception_base&) {
      ++counts.unreadable;
    }
  }
  streams.finish();
  if (status == PCAP_ERROR)
    report.note(
        fmt::format("the capture cannot be read to its end: {}", pcap_geterr(capture.get())));
  note_counts(counts, report);
  return {};
}

}  // namespace mqttspec::conformance::traffic
