package dev.guestkit.guestfacts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class NetworkFactsTest {
    private final MemoryTree tree = new MemoryTree();

    @Test
    void netplanFilesAddToEachOther() {
        tree.file(
                "/etc/netplan/01.yaml",
                "network:\n  version: 2\n  ethernets:\n    ens3:\n      dhcp4: yes\n      mtu: 1400\n"
                        + "      addresses: [10.0.0.1/24]\n    ens4:\n      match: {macaddress: '52:54:00:00:00:01'}\n      set-name: lan0\n");
        tree.file(
                "/etc/netplan/02.yaml",
                "network:\n  ethernets:\n    ens3:\n      dhcp4: false\n      addresses: ['fd00::1/64']\n"
                        + "      routes:\n      - {to: default, via: 10.0.0.254}\n      nameservers: {addresses: [1.1.1.1]}\n"
                        + "  bonds:\n    bond0: {interfaces: [ens3, lan0]}\n  vlans:\n    v7: {id: 7, link: bond0}\n");
        NetworkFacts.Interface ens3 = named("ens3");
        assertThat(ens3.dhcp4()).isFalse();
        assertThat(ens3.addresses()).containsExactly("10.0.0.1/24", "fd00::1/64");
        assertThat(ens3.gateways()).containsExactly("10.0.0.254");
        assertThat(ens3.nameservers()).containsExactly("1.1.1.1");
        assertThat(ens3.mtu()).contains(1400L);
        assertThat(named("lan0").mac()).contains("52:54:00:00:00:01");
        assertThat(named("bond0").members()).containsExactly("ens3", "lan0");
        assertThat(named("v7").members()).containsExactly("bond0");
        assertThat(facts().managers()).containsExactly("netplan");
    }

    @Test
    void ifupdownFollowsItsSources() {
        tree.file(
                "/etc/network/interfaces",
                "source interfaces.d/*\nauto lo\niface lo inet loopback\nsource /etc/network/interfaces\n");
        tree.file(
                "/etc/network/interfaces.d/a",
                "auto br0\niface br0 inet static\n  address 10.1.0.1\n  netmask 255.255.254.0\n"
                        + "  gateway 10.1.0.254\n  dns-nameservers 8.8.8.8 9.9.9.9\n  bridge_ports eth0 eth1\niface br0 inet6 auto\n"
                        + "allow-hotplug eth2\niface eth2 inet dhcp\n\thwaddress ether 52:54:00:12:34:56\n");
        tree.file(
                "/etc/network/interfaces.d/b",
                "iface eth7 inet static\n  netmask 255.255.255.0\n  address 10.0.0.5\n  dns-nameservers 1.1.1.1 \\\n     9.9.9.9\n"
                        + "iface eth7 inet static\n  address 10.0.1.5\n");
        assertThat(named("eth7").addresses()).containsExactly("10.0.0.5/24", "10.0.1.5");
        assertThat(named("eth7").nameservers()).containsExactly("1.1.1.1", "9.9.9.9");
        NetworkFacts.Interface br0 = named("br0");
        assertThat(br0.addresses()).containsExactly("10.1.0.1/23");
        assertThat(br0.kind()).isEqualTo("bridge");
        assertThat(br0.members()).containsExactly("eth0", "eth1");
        assertThat(br0.dhcp6()).isTrue();
        assertThat(named("eth2").dhcp4()).isTrue();
        assertThat(named("eth2").mac()).contains("52:54:00:12:34:56");
        assertThat(named("lo").kind()).isEqualTo("loopback");
    }

    @Test
    void networkManagerProfilesAreReadWithoutTheirSecrets() {
        tree.file(
                "/etc/NetworkManager/system-connections/home.nmconnection",
                "[connection]\nid=home\ntype=wifi\ninterface-name=wlan0\n"
                        + "autoconnect=false\n[wifi]\nmac-address=00:11:22:33:44:55\n[wifi-security]\npsk=geheim\n[ipv4]\nmethod=manual\n"
                        + "address1=192.168.1.5/24,192.168.1.1\ndns=192.168.1.1;1.0.0.1;\n[ipv6]\nmethod=disabled\n");
        NetworkFacts.Interface wlan = named("wlan0");
        assertThat(wlan.kind()).isEqualTo("wifi");
        assertThat(wlan.addresses()).containsExactly("192.168.1.5/24");
        assertThat(wlan.gateways()).containsExactly("192.168.1.1");
        assertThat(wlan.nameservers()).containsExactly("192.168.1.1", "1.0.0.1");
        assertThat(wlan.automatic() || wlan.dhcp4() || wlan.dhcp6()).isFalse();
        assertThat(facts().toString()).doesNotContain("geheim");
    }

    @Test
    void addressesAsOlderNetworkManagersWroteThem() {
        tree.file(
                "/etc/NetworkManager/system-connections/old",
                "[connection]\nid=old\ninterface-name=eth1\n[ipv4]\nmethod=manual\naddresses1=192.168.1.5;24;192.168.1.1;\n"
                        + "addresses2=10.0.0.7;8;0.0.0.0;\n");
        assertThat(named("eth1").addresses()).containsExactly("192.168.1.5/24", "10.0.0.7/8");
        assertThat(named("eth1").gateways()).containsExactly("192.168.1.1");
    }

    @Test
    void routerAdvertisementsAloneAreNotDhcp() {
        tree.file(
                "/etc/netplan/a.yaml",
                "network:\n  ethernets:\n    a: {accept-ra: true, dhcp6: false}\n    b: {accept-ra: true}\n");
        assertThat(named("a").dhcp6()).isFalse();
        assertThat(named("b").dhcp6()).isTrue();
    }

    @Test
    void networkdFilesAndPortsBelongTogether() {
        tree.file("/etc/systemd/network/10-br.netdev", "[NetDev]\nName=br1\nKind=bridge\n");
        tree.file(
                "/etc/systemd/network/10-br.network",
                "[Match]\nName=br1\n[Network]\nDHCP=ipv4\nAddress=10.2.0.1/16\n[Route]\nGateway=10.2.0.2\n");
        tree.file("/etc/systemd/network/20-port.network", "[Match]\nName=en*\n[Network]\nBridge=br1\n");
        tree.file("/etc/systemd/network/20-port.network.d/mtu.conf", "[Link]\nMTUBytes=9000\n");
        assertThat(named("br1").members()).containsExactly("en*");
        assertThat(named("br1").kind()).isEqualTo("bridge");
        assertThat(named("br1").dhcp4()).isTrue();
        assertThat(named("en*").mtu()).contains(9000L);
    }

    @Test
    void ifcfgFilesOfRedHatAndSuse() {
        tree.file(
                "/etc/sysconfig/network-scripts/ifcfg-eth0",
                "DEVICE=eth0\nBOOTPROTO=none\nONBOOT=no\nIPADDR=10.3.0.2\nPREFIX=24\n"
                        + "IPADDR1=10.3.1.2\nNETMASK1=255.255.0.0\nGATEWAY=10.3.0.1\nDNS1=10.3.0.1\nHWADDR=\"AA:BB:CC:DD:EE:FF\"\n");
        tree.file("/etc/sysconfig/network-scripts/ifcfg-eth0.bak", "DEVICE=gone\n");
        tree.file("/etc/sysconfig/network/ifcfg-eth9", "BOOTPROTO='dhcp'\nSTARTMODE='auto'\n");
        assertThat(named("eth0").addresses()).containsExactlyInAnyOrder("10.3.0.2/24", "10.3.1.2/16");
        assertThat(named("eth0").automatic()).isFalse();
        assertThat(named("eth9").dhcp4()).isTrue();
        assertThat(facts().interfaces()).hasSize(2);
    }

    @Test
    void cloudInitVersionsOneAndTwo() {
        tree.file(
                "/etc/cloud/cloud.cfg.d/50-net.cfg",
                "network:\n  version: 1\n  config:\n  - type: physical\n    name: eth0\n"
                        + "    subnets:\n    - {type: static, address: 10.4.0.1, netmask: 255.255.255.0, gateway: 10.4.0.254}\n");
        tree.file("/var/lib/cloud/seed/nocloud/network-config", "version: 2\nethernets:\n  eth5: {dhcp4: true}\n");
        assertThat(named("eth0").addresses()).containsExactly("10.4.0.1/24");
        assertThat(named("eth5").dhcp4()).isTrue();
    }

    @Test
    void yamlBombsEndWithANote() {
        tree.file(
                "/etc/netplan/01.yaml",
                "a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\n"
                        + "d: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c]\ne: &e [*d,*d,*d,*d,*d,*d,*d,*d,*d]\nf: [*e,*e,*e,*e,*e,*e,*e,*e,*e]\n");
        tree.file("/etc/netplan/02.yaml", "a: &a [*a]\n");
        tree.file("/etc/netplan/03.yaml", "[".repeat(50_000));
        Section<NetworkFacts> network = section();
        assertThat(network.known()).isPresent();
        assertThat(network.notes())
                .anyMatch(n -> n.startsWith("/etc/netplan/01.yaml: no readable YAML"))
                .anyMatch(n -> n.startsWith("/etc/netplan/02.yaml: no readable YAML"))
                .anyMatch(n -> n.startsWith("/etc/netplan/03.yaml: no readable YAML"));
    }

    @Test
    void resolverAndHosts() {
        tree.file("/etc/resolv.conf", "# x\nsearch a.example b.example\nnameserver 10.0.0.53\n");
        tree.file("/etc/hosts", "127.0.0.1 localhost # me\n\n# none\n");
        assertThat(facts().nameservers()).containsExactly("10.0.0.53");
        assertThat(facts().searchDomains()).containsExactly("a.example", "b.example");
        assertThat(facts().hosts()).isEqualTo(List.of("127.0.0.1 localhost"));
    }

    private Section<NetworkFacts> section() {
        return GuestFacts.read(GuestFiles.of(tree), FactsOptions.defaults(), EnumSet.of(GuestFacts.Topic.NETWORK))
                .network();
    }

    private NetworkFacts facts() {
        return section().known().orElseThrow();
    }

    private NetworkFacts.Interface named(String name) {
        return facts().interfaces().stream()
                .filter(i -> i.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
