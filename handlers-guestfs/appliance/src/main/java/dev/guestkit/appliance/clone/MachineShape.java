package dev.guestkit.appliance.clone;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What a template and its clones have in common. Devices and their order may not differ between them, only host ends may: files and sockets.
 *
 * @param qemu the emulator
 * @param accelerator {@code tcg} or {@code kvm}
 * @param memoryMiB memory of the machine
 */
record MachineShape(Path qemu, String accelerator, int memoryMiB) {
    /** Names of the files of a template, in whose folder qemu runs: no path of a user gets into these options. */
    static final String MEMORY = "mem", STATE = "state", ROOT = "root", KERNEL = "kernel", INITRD = "initrd";

    /** Room for translated code: with more a clone takes more memory and is hardly faster, since it lives shortly. */
    private static final int CODE_MIB = 28;

    // As libguestfs does it, but for the root, which must not be one of sdX, and for what makes a clone of it.
    private static final String APPEND =
            "root=/dev/vda panic=1 console=ttyS0 8250.nr_uarts=1 edd=off no_timer_check printk.time=1 tsc=reliable cgroup_disable=memory"
                    + " usbcore.nousb cryptomgr.notests udevtimeout=600 selinux=0 TERM=linux guestkit=clone";
    private static final String SANDBOX = "on,obsolete=deny,elevateprivileges=deny,spawn=deny,resourcecontrol=deny";

    /** The machine that becomes the template. */
    List<String> template(Path monitor, Path agent) {
        return command("on", "", monitor, agent);
    }

    /** A clone, which is restored when told and then stands still until it has its disks. */
    List<String> clone(Path monitor, Path agent) {
        List<String> command = command("off", ",snapshot=on", monitor, agent);
        command.addAll(List.of("-incoming", "defer", "-S", "-sandbox", SANDBOX));
        return command;
    }

    private List<String> command(String share, String root, Path monitor, Path agent) {
        List<String> c =
                new ArrayList<>(List.of(qemu.toString(), "-no-user-config", "-nodefaults", "-display", "none"));
        c.addAll(List.of("-no-reboot", "-machine", "pc,memory-backend=mem,graphics=off,hpet=off"));
        c.addAll(List.of("-accel", accelerator.equals("tcg") ? "tcg,tb-size=" + CODE_MIB : accelerator));
        c.addAll(List.of("-cpu", accelerator.equals("tcg") ? "max,la57=off" : "host"));
        String memory = "memory-backend-file,id=mem,size=" + memoryMiB + "M,mem-path=" + MEMORY + ",share=" + share;
        c.addAll(List.of("-object", memory, "-m", Integer.toString(memoryMiB), "-smp", "1", "-rtc", "driftfix=slew"));
        c.addAll(List.of("-kernel", KERNEL, "-initrd", INITRD, "-append", APPEND));
        c.addAll(List.of(
                "-drive",
                "driver=raw,file.driver=file,file.filename=" + ROOT + ",id=appliance,if=none,cache=unsafe" + root));
        device(c, "virtio-blk-pci,drive=appliance");
        device(c, "virtio-scsi-pci,id=scsi");
        c.addAll(List.of("-object", "rng-random,filename=/dev/urandom,id=rng"));
        device(c, "virtio-rng-pci,rng=rng");
        // A disk can fill a file with messages of the kernel.
        c.addAll(List.of("-serial", "null"));
        device(c, "virtio-serial-pci");
        c.addAll(List.of("-chardev", "socket,id=agent,path=" + option(agent)));
        device(c, "virtserialport,chardev=agent,name=guestkit.agent");
        c.addAll(List.of("-qmp", "unix:" + option(monitor)));
        return c;
    }

    private static void device(List<String> command, String device) {
        command.addAll(List.of("-device", device));
    }

    /** All that shapes a clone besides the files, for the key of a template. */
    String text() {
        return String.join(" ", command("off", ",snapshot=on", Path.of("monitor"), Path.of("agent")));
    }

    private static String option(Path path) {
        return path.toString().replace(",", ",,");
    }
}
