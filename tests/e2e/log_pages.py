"""The pages of the attendance log, as an organiser has them."""

from __future__ import annotations

from playwright.async_api import Browser, Page, expect

PATIENCE_MS = 60_000


async def open_log(browser: Browser, link: str, **context: object) -> Page:
    """The list of events, as an organiser who followed the link to it."""
    made = await browser.new_context(locale="en-GB", timezone_id="UTC", **context)
    page = await made.new_page()
    page.set_default_timeout(PATIENCE_MS)
    expect.set_options(timeout=PATIENCE_MS)
    await page.goto(f"{link}#attendance")
    await expect(page.get_by_role("list", name="Events of this series")).to_be_visible()
    return page


async def open_event(page: Page, name: str) -> None:
    await page.get_by_role("button", name=f"Look at {name}").click()
    await expect(page.get_by_role("slider", name="Time")).to_be_visible()
    await expect(page.get_by_text("Paused at")).to_be_attached()


async def seek_to(page: Page, wall_ms: int) -> None:
    slider = page.get_by_role("slider", name="Time")
    await slider.evaluate(
        """(range, wanted) => {
          range.value = String(wanted);
          range.dispatchEvent(new Event('input', { bubbles: true }));
          range.dispatchEvent(new Event('change', { bubbles: true }));
        }""",
        wall_ms,
    )
