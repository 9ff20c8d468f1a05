package dev.guestkit.guestfacts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class BootFactsTest {
    private final MemoryTree tree = new MemoryTree().file("/etc/passwd", "");

    @Test
    void kernelsAreFoundByTheirNames() {
        tree.file("/boot/vmlinuz-6.1.0-1-amd64", "")
                .file("/boot/initrd.img-6.1.0-1-amd64", "")
                .directory("/lib/modules/6.1.0-1-amd64")
                .directory("/lib/modules/5.10.0-gone")
                .file("/usr/lib/modules/6.9.1-arch/vmlinuz", "")
                .file("/boot/vmlinuz-lts", "")
                .file("/boot/initramfs-lts", "");
        assertThat(boot().kernels())
                .extracting(BootFacts.Kernel::version)
                .containsExactly("5.10.0-gone", "6.1.0-1-amd64", "6.9.1-arch", "lts");
        assertThat(boot().kernels().get(1).initramfs()).contains("/boot/initrd.img-6.1.0-1-amd64");
        assertThat(boot().kernels().get(0).image()).isEmpty();
        assertThat(boot().kernels().get(3).initramfs()).contains("/boot/initramfs-lts");
    }

    @Test
    void grubEntriesAlsoInSubmenus() {
        tree.file("/etc/default/grub", "GRUB_CMDLINE_LINUX_DEFAULT=\"quiet\"\nGRUB_CMDLINE_LINUX=\"console=ttyS0\"\n");
        tree.file(
                "/boot/grub/grub.cfg",
                "if [ \"${next_entry}\" ] ; then\n   set default=\"${next_entry}\"\nelse\n   set default=\"0\"\nfi\n"
                        + "  set timeout=5\nmenuentry 'Debian GNU/Linux' --class debian $menuentry_id_option 'gnulinux-simple-x' {\n"
                        + "\tlinux\t/boot/vmlinuz-6.1.0-1 root=UUID=x ro  quiet\n\tinitrd\t/boot/initrd.img-6.1.0-1\n}\n"
                        + "submenu 'Advanced options' {\n\tmenuentry 'Debian, recovery' --id 'rec' {\n\t\tlinux /boot/vmlinuz-6.1.0-1 single\n\t}\n}\n"
                        + "menuentry 'UEFI Firmware Settings' {\n\tfwsetup\n}\n");
        BootFacts.Loader grub = boot().loaders().get(0);
        assertThat(grub.defaultEntry()).contains("0");
        assertThat(grub.timeout()).contains("5");
        assertThat(grub.entries())
                .extracting(BootFacts.Entry::title)
                .containsExactly("Debian GNU/Linux", "Debian, recovery");
        assertThat(grub.entries().get(0).id()).contains("gnulinux-simple-x");
        assertThat(grub.entries().get(0).options()).contains("root=UUID=x ro quiet");
        assertThat(grub.entries().get(0).initrd()).contains("/boot/initrd.img-6.1.0-1");
        assertThat(boot().commandLine()).contains("console=ttyS0 quiet");
    }

    @Test
    void entriesOfTheBootLoaderSpecification() {
        tree.file(
                        "/boot/loader/entries/abc-5.14.conf",
                        "title Rocky Linux\nversion 5.14\nlinux /vmlinuz-5.14\ninitrd /i.img\noptions root=x ro\n")
                .file("/boot/grub2/grubenv", "# GRUB Environment Block\nsaved_entry=abc-5.14\n");
        BootFacts.Loader bls = boot().loaders().get(0);
        assertThat(bls.kind()).isEqualTo("bls");
        assertThat(bls.defaultEntry()).contains("abc-5.14");
        assertThat(bls.entries().get(0).kernel()).contains("/vmlinuz-5.14");
    }

    @Test
    void legacyGrubAndSyslinux() {
        tree.file(
                "/boot/grub/menu.lst",
                "default 0\ntimeout=10\ntitle Old\n\troot (hd0,0)\n\tkernel /vmlinuz ro root=/dev/sda1\n\tinitrd /initrd\n");
        tree.file(
                "/boot/extlinux/extlinux.conf",
                "DEFAULT lts\nTIMEOUT 30\nLABEL lts\n  MENU LABEL Linux lts\n  LINUX vmlinuz-lts\n  INITRD initramfs-lts\n  APPEND root=UUID=y\n");
        assertThat(boot().loaders()).extracting(BootFacts.Loader::kind).containsExactly("grub-legacy", "syslinux");
        assertThat(boot().loaders().get(0).entries().get(0).options()).contains("ro root=/dev/sda1");
        assertThat(boot().loaders().get(1).entries().get(0).title()).isEqualTo("Linux lts");
        assertThat(boot().loaders().get(1).defaultEntry()).contains("lts");
    }

    @Test
    void databasesAndWebServersAreFoundByPackagesAndServices() {
        tree.file(
                        "/var/lib/dpkg/status",
                        "Package: postgresql-15\nStatus: install ok installed\nVersion: 15.6-0+deb12u1\n\n"
                                + "Package: nginx-light\nStatus: install ok installed\nVersion: 1.22.1-9\n\nPackage: qemu-guest-agent\nStatus: install ok installed\nVersion: 1:7.2\n\n"
                                + "Package: postgresql-client-15\nStatus: deinstall ok config-files\nVersion: 1\n")
                .file(
                        "/lib/systemd/system/nginx.service",
                        "[Service]\nExecStart=/usr/sbin/nginx\n[Install]\nWantedBy=multi-user.target\n")
                .link("/etc/systemd/system/multi-user.target.wants/nginx.service", "/lib/systemd/system/nginx.service")
                .file("/etc/nginx/nginx.conf", "http {\n  server {\n    listen 8080;\n  }\n}\n")
                .file("/etc/postgresql/15/main/postgresql.conf", "data_directory = '/srv/pg'\t\t# where\nport = 5433\n")
                .directory("/var/lib/postgresql/15/main");
        List<Software> software = GuestFacts.read(GuestFiles.of(tree), FactsOptions.defaults())
                .software()
                .known()
                .orElseThrow();
        assertThat(software).extracting(Software::product).containsExactly("postgresql", "nginx", "qemu-guest-agent");
        assertThat(software.get(0).version()).contains("15.6-0+deb12u1");
        assertThat(software.get(0).dataDirectories()).containsExactly("/srv/pg", "/var/lib/postgresql/15/main");
        assertThat(software.get(0).ports()).containsExactly("5433");
        assertThat(software.get(1).enabled()).contains(true);
        assertThat(software.get(1).ports()).containsExactly("8080");
    }

    @Test
    void zoneLocaleAndCloudInit() {
        tree.link("/etc/localtime", "/usr/share/zoneinfo/Europe/Berlin")
                .file("/etc/default/locale", "LANG=\"de_DE.UTF-8\"\n")
                .file("/etc/adjtime", "0.0 0 0.0\n0\nUTC\n")
                .file("/etc/default/keyboard", "XKBLAYOUT=\"de\"\n")
                .file("/etc/cloud/cloud.cfg", "disable_root: true\nsystem_info:\n  default_user:\n    name: debian\n")
                .file(
                        "/etc/cloud/cloud.cfg.d/90.cfg",
                        "datasource_list: [NoCloud, None]\nnetwork: {config: disabled}\n")
                .file("/etc/cloud/cloud-init.disabled", "")
                .file(
                        "/etc/cron.d/job",
                        "SHELL=/bin/sh\n# x\n*/5 * * * * root /usr/bin/backup --password=geheim\n@daily bob run\n");
        EnvironmentFacts env = GuestFacts.read(GuestFiles.of(tree), FactsOptions.defaults())
                .environment()
                .known()
                .orElseThrow();
        assertThat(env.timezone()).contains("Europe/Berlin");
        assertThat(env.locale()).contains("de_DE.UTF-8");
        assertThat(env.keymap()).contains("de");
        assertThat(env.hardwareClock()).contains("UTC");
        EnvironmentFacts.CloudInit cloud = env.cloudInit().orElseThrow();
        assertThat(cloud.enabled()).isFalse();
        assertThat(cloud.datasources()).containsExactly("NoCloud", "None");
        assertThat(cloud.networkDisabled()).isTrue();
        assertThat(cloud.defaultUser()).contains("debian");
        assertThat(env.scheduled())
                .extracting(EnvironmentFacts.Scheduled::program)
                .containsExactly("/usr/bin/backup", "run");
        assertThat(env.toString()).doesNotContain("geheim");
    }

    private BootFacts boot() {
        return GuestFacts.read(GuestFiles.of(tree), FactsOptions.defaults())
                .boot()
                .known()
                .orElseThrow();
    }
}
