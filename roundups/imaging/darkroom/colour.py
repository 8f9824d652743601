"""Every picture as it looks on white paper in sRGB: what screens show when nobody tells them otherwise."""

import io

from PIL import Image, ImageCms

from roundups.imaging.darkroom.negative import DECODER_ERRORS


def eight_bits(picture: Image.Image) -> Image.Image:
    """A palette's colours, one bit and sixteen bits of grey as eight bits a channel, which can be scaled and turned."""
    if picture.mode == "P":
        return picture.convert("RGBA" if picture.has_transparency_data else "RGB")
    if picture.mode == "1":
        return picture.convert("L")  # as it is, scaling takes one pixel in so many and leaves steps
    if picture.mode.startswith("I"):
        return picture.point(lambda value: value / 256).convert("L")
    return picture


def on_paper(picture: Image.Image) -> Image.Image:
    """In sRGB; what is transparent becomes white. A profile that lies is left aside."""
    profile = picture.info.get("icc_profile")
    if picture.has_transparency_data:
        picture = picture.convert("RGBA")
        paper = Image.new("RGBA", picture.size, "white")
        picture = Image.alpha_composite(paper, picture).convert("RGB")
    elif picture.mode not in {"RGB", "CMYK", "L", "LAB"}:
        picture = picture.convert("RGB")
    return _in_srgb(picture, profile) if profile else picture.convert("RGB")


def _in_srgb(picture: Image.Image, profile: bytes) -> Image.Image:
    try:
        there = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        made = ImageCms.profileToProfile(picture, there, ImageCms.createProfile("sRGB"), outputMode="RGB")
        return made or picture.convert("RGB")
    except (ImageCms.PyCMSError, *DECODER_ERRORS):
        return picture.convert("RGB")  # the profile is broken, or made for another kind of picture
